using System.Text.RegularExpressions;
using Kayron.Core.Releases;

namespace Kayron.Core.Configuration;

/// <summary>Reads one environment: what it sets itself, over what it inherits.</summary>
internal static partial class EnvironmentReader
{
    private static readonly Dictionary<string, Tier> TierChoices = Enum.GetValues<Tier>().ToDictionary(tier => tier.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, ReleaseReference> ReferenceChoices = new()
    {
        ["latest-release"] = ReleaseReference.LatestRelease, ["default-branch"] = ReleaseReference.DefaultBranch, ["branch"] = ReleaseReference.Branch,
    };

    private static readonly Dictionary<string, NestedChangeSets> NestedChoices = new() { ["auto"] = NestedChangeSets.Auto, ["never"] = NestedChangeSets.Never };

    public static EnvironmentSettings Read(SettingsScope scope, string name, Uri? gitHub)
    {
        if (!Name().IsMatch(name)) scope.Report("Tier", "belongs to an environment whose name is wrong: letters, digits, dots, dashes and underscores, at most 63.");
        // A name that says nothing is taken for the most careful tier.
        var tier = scope.Choice("Tier", TierChoices, TierChoices.GetValueOrDefault(name, Tier.Production));
        var policies = PolicyReader.Read(scope, tier);
        return new EnvironmentSettings
        {
            Name = name,
            Tier = tier,
            ReleaseSource = ReadReleaseSource(scope, gitHub),
            ReleaseReference = scope.Choice("ReleaseRef", ReferenceChoices, DefaultReference(tier)),
            Stack = scope.Required("Stack"),
            Region = ReadRegion(scope, "Region") ?? "us-west-2",
            Bucket = ReadBucket(scope),
            RoleArn = ReadRole(scope, "RoleArn"),
            ExternalId = scope.Text("ExternalId"),
            ExecutionRoleArn = ReadRole(scope, "ExecutionRoleArn"),
            Registry = new RegistrySettings(ReadAccount(scope), ReadRegion(scope, "Registry:Region"), ReadRole(scope, "Registry:RoleArn"), ReadRole(scope, "Registry:CleanupRoleArn")),
            NestedChangeSets = scope.Choice("NestedChangeSets", NestedChoices, NestedChangeSets.Auto),
            Parameters = scope.Pairs("Parameters"),
            Tags = scope.Pairs("Tags"),
            Capabilities = ReadCapabilities(scope),
            Interval = scope.Duration("Interval", TimeSpan.FromMilliseconds(50), TimeSpan.FromDays(1)) ?? TimeSpan.FromSeconds(10),
            Previews = PreviewSettings.Read(scope, tier, policies.Approval.Required),
            Policies = policies,
        };
    }

    private static ReleaseReference DefaultReference(Tier tier) => tier switch
    {
        Tier.Production => ReleaseReference.LatestRelease,
        Tier.Staging => ReleaseReference.DefaultBranch,
        _ => ReleaseReference.Branch,
    };

    private static RepositoryName ReadReleaseSource(SettingsScope scope, Uri? gitHub)
    {
        if (scope.Required("ReleaseSource") is not { Length: > 0 } text) return new RepositoryName("", "");
        var (repository, problem) = ReleaseSourceAddress.Parse(text, gitHub);
        if (problem is not null) scope.Report("ReleaseSource", problem);
        return repository ?? new RepositoryName("", "");
    }

    private static string ReadBucket(SettingsScope scope)
    {
        var bucket = scope.Required("Bucket");
        if (bucket.Length > 0 && !BucketName().IsMatch(bucket)) scope.Report("Bucket", "is not a bucket's name: 3 to 63 lower case letters, digits, dots and dashes.");
        return bucket;
    }

    private static string? ReadRegion(SettingsScope scope, string key)
    {
        if (scope.Text(key) is not { } region || RegionName().IsMatch(region)) return scope.Text(key);
        scope.Report(key, "is not a region such as us-west-2.");
        return null;
    }

    private static string? ReadRole(SettingsScope scope, string key)
    {
        if (scope.Text(key) is not { } role || RoleName().IsMatch(role)) return scope.Text(key);
        scope.Report(key, "is not a role such as arn:aws:iam::123456789012:role/kayron.");
        return null;
    }

    private static string? ReadAccount(SettingsScope scope)
    {
        if (scope.Text("Registry:Account") is not { } account || AccountNumber().IsMatch(account)) return scope.Text("Registry:Account");
        scope.Report("Registry:Account", "is not an account of 12 digits.");
        return null;
    }

    private static IReadOnlyList<string> ReadCapabilities(SettingsScope scope)
    {
        var capabilities = scope.List("Capabilities") ?? EnvironmentSettings.DefaultCapabilities;
        foreach (var wrong in capabilities.Except(EnvironmentSettings.DefaultCapabilities))
            scope.Report("Capabilities", $"holds \"{wrong}\": known are {string.Join(", ", EnvironmentSettings.DefaultCapabilities)}.");
        return capabilities;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex BucketName();

    [GeneratedRegex("^[a-z]{2,3}(?:-[a-z]+)+-[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex RegionName();

    [GeneratedRegex("^arn:[a-z-]+:iam::[0-9]{12}:role/[^ ]+$", RegexOptions.NonBacktracking)]
    private static partial Regex RoleName();

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.NonBacktracking)]
    private static partial Regex AccountNumber();
}
