namespace Kayron.Sandbox.Aws.CloudFormation.Templates;

/// <summary>What a caller has to acknowledge before a template may be used.</summary>
public static class CapabilityCheck
{
    public const string Iam = "CAPABILITY_IAM";
    public const string NamedIam = "CAPABILITY_NAMED_IAM";
    public const string AutoExpand = "CAPABILITY_AUTO_EXPAND";

    private static readonly Dictionary<string, string?> IamTypes = new()
    {
        ["AWS::IAM::Role"] = "RoleName", ["AWS::IAM::User"] = "UserName", ["AWS::IAM::Group"] = "GroupName", ["AWS::IAM::InstanceProfile"] = "InstanceProfileName",
        ["AWS::IAM::ManagedPolicy"] = "ManagedPolicyName", ["AWS::IAM::Policy"] = null, ["AWS::IAM::RolePolicy"] = null, ["AWS::IAM::AccessKey"] = null, ["AWS::IAM::UserToGroupAddition"] = null,
    };

    public static IReadOnlyList<string> Needed(Template template)
    {
        var iam = template.Resources.Values.Where(resource => IamTypes.ContainsKey(resource.Type)).ToList();
        var named = iam.Exists(resource => IamTypes[resource.Type] is { } property && resource.Properties.ContainsKey(property));
        return [.. iam.Count > 0 ? [named ? NamedIam : Iam] : Array.Empty<string>(), .. template.Transforms.Count > 0 ? [AutoExpand] : Array.Empty<string>()];
    }

    public static string? Reason(Template template)
    {
        var types = template.Resources.Values.Select(resource => resource.Type).Where(IamTypes.ContainsKey).Distinct().ToList();
        if (types.Count > 0) return $"The following resource(s) require capabilities: [{string.Join(", ", types)}]";
        return template.Transforms.Count > 0 ? $"The following transform(s) require capabilities: [{string.Join(", ", template.Transforms)}]" : null;
    }

    public static void Check(Template template, IReadOnlyCollection<string> given)
    {
        var missing = Needed(template).Where(needed => !given.Contains(needed) && !(needed == Iam && given.Contains(NamedIam))).ToList();
        if (missing.Count > 0) throw new AwsException("InsufficientCapabilitiesException", $"Requires capabilities : [{string.Join(", ", missing)}]");
    }
}
