using System.Text.RegularExpressions;
using Kayron.Core;
using Kayron.Tests.Architecture;
using YamlDotNet.RepresentationModel;

namespace Kayron.Tests.Delivery;

/// <summary>The roles of deploy/iam.yaml against what Kayron's clients call: everything of it, and nothing that alters anything beyond.</summary>
public sealed partial class IamTests
{
    private static readonly YamlNode Template = YamlFile.Read("deploy/iam.yaml");

    private static readonly Dictionary<string, string> Prefixes = new()
    {
        ["AmazonCloudFormationClient"] = "cloudformation", ["AmazonECSClient"] = "ecs", ["AmazonECRClient"] = "ecr", ["AmazonResourceGroupsTaggingAPIClient"] = "tag", ["AmazonSimpleSystemsManagementClient"] = "ssm",
    };

    /// <summary>What AWS does with the rights of whoever asks CloudFormation to read a template or a parameter, and to use a role.</summary>
    private static readonly string[] OnBehalf = ["iam:PassRole", "s3:GetObject", "ssm:GetParameters"];

    private static readonly string[] Operations = [.. OfClients(), .. OfSdk()];

    [Fact]
    public void Every_operation_that_is_called_is_allowed()
    {
        Assert.Contains("cloudformation:ExecuteChangeSet", Operations);
        Assert.Contains("s3:PutObject", Operations);
        Assert.Contains("ecr:BatchDeleteImage", Operations);
        Assert.Empty(Operations.Where(operation => !operation.StartsWith("sts:", StringComparison.Ordinal)).Except(Statements("KayronRole").Concat(Statements("CleanupRole")).SelectMany(statement => statement.Actions)));
    }

    [Fact]
    public void Nothing_is_allowed_that_is_not_called() =>
        Assert.Empty(Statements("KayronRole").Concat(Statements("CleanupRole")).SelectMany(statement => statement.Actions).Except(Operations).Except(OnBehalf));

    [Fact]
    public void Kayron_itself_can_neither_update_a_stack_directly_nor_delete_images()
    {
        var actions = Statements("KayronRole").SelectMany(statement => statement.Actions).ToList();

        foreach (var refused in new[] { "cloudformation:CreateStack", "cloudformation:UpdateStack", "cloudformation:DeleteStack", "cloudformation:SetStackPolicy", "ecr:BatchDeleteImage" }) Assert.DoesNotContain(refused, actions);
        Assert.DoesNotContain(actions, action => action.Contains('*', StringComparison.Ordinal));
        Assert.Equal(["ecr:BatchDeleteImage"], Statements("CleanupRole").SelectMany(statement => statement.Actions));
    }

    [Fact]
    public void What_alters_anything_names_its_resource()
    {
        foreach (var statement in Statements("KayronRole").Concat(Statements("CleanupRole")))
        {
            var reads = statement.Actions.All(action => Reading().IsMatch(action));
            Assert.True(reads || !statement.Resources.Contains("*"), $"{string.Join(", ", statement.Actions)} on {string.Join(", ", statement.Resources)}");
        }
    }

    [Fact]
    public void The_execution_role_is_handed_to_CloudFormation_alone_and_no_other_can_be()
    {
        var pass = Statements("KayronRole").Single(statement => statement.Actions.Contains("iam:PassRole"));
        Assert.Equal(["ExecutionRole.Arn"], pass.Resources);
        Assert.Equal("cloudformation.amazonaws.com", pass.Node.At("Condition", "StringEquals", "iam:PassedToService").ToString());

        var plan = Statements("KayronRole").Single(statement => statement.Actions.Contains("cloudformation:CreateChangeSet"));
        Assert.Equal("ExecutionRole.Arn", plan.Node.At("Condition", "StringEquals", "cloudformation:RoleArn").ToString());
        Assert.Equal("cloudformation.amazonaws.com", Template.At("Resources", "ExecutionRole", "Properties", "AssumeRolePolicyDocument", "Statement").Items()[0].At("Principal", "Service").ToString());
    }

    [Fact]
    public void Kayrons_own_task_can_do_nothing_but_assume_the_environments_roles()
    {
        var statements = YamlFile.Read("deploy/kayron.yaml").At("Resources", "TaskRole", "Properties", "Policies").Items().SelectMany(policy => policy.At("PolicyDocument", "Statement").Items()).ToList();

        Assert.Equal("sts:AssumeRole", Assert.Single(statements).At("Action").ToString());
        Assert.Equal("EnvironmentRoles", statements[0].At("Resource").ToString());
    }

    private sealed record Statement(YamlNode Node, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources);

    private static IEnumerable<Statement> Statements(string role) =>
        Template.At("Resources", role, "Properties", "Policies").Items().SelectMany(policy => policy.At("PolicyDocument", "Statement").Items())
            .Select(node => new Statement(node, [.. node.At("Action").Items().Select(action => action.ToString())], [.. node.At("Resource").Items().Select(resource => resource.ToString())]));

    private static IEnumerable<string> OfClients() =>
        from client in typeof(KayronCore).Assembly.GetTypes()
        where client.Name.StartsWith("Amazon", StringComparison.Ordinal) && client.Name.EndsWith("Client", StringComparison.Ordinal)
        from method in client.GetMethods()
        where method.DeclaringType == client && method.Name.EndsWith("Async", StringComparison.Ordinal)
        select $"{Prefixes[client.Name]}:{method.Name[..^"Async".Length]}";

    /// <summary>S3 and STS have clients of the SDK's own, which can do far more than is asked of them.</summary>
    private static IEnumerable<string> OfSdk() =>
        from file in SourceTree.Below("Kayron.Core/Aws")
        from Match call in SdkCall().Matches(file.Text)
        select $"{(call.Groups["client"].Value == "_tokens" ? "sts" : "s3")}:{call.Groups["operation"].Value}";

    [GeneratedRegex(@"(?<client>\.S3\(\w+\)|_tokens)\.(?<operation>\w+?)(?:Async)?\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SdkCall();

    [GeneratedRegex("^[a-z0-9]+:(?:Describe|List|Get|BatchGet)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reading();
}
