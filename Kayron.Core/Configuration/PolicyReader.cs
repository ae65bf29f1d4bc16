namespace Kayron.Core.Configuration;

/// <summary>Reads the policies of one environment. Where the configuration is silent its tier decides.</summary>
internal static class PolicyReader
{
    private static readonly string[] Names = ["Window", "Order", "Retry", "Soak", "VersionClass", "DestructiveChange", "Broadening", "Approval"];
    private static readonly Dictionary<string, bool> RetryChoices = new() { ["never"] = false, ["always"] = true };

    private static readonly Dictionary<string, VersionGate> GateChoices = Enum.GetValues<VersionGate>().ToDictionary(gate => gate.ToString().ToLowerInvariant());

    public static PolicySettings Read(SettingsScope scope, Tier tier)
    {
        UnsupportedKeys.Report(scope, UnsupportedKeys.OfEnvironment);
        return new PolicySettings
        {
            Configured = [.. Names.Where(name => scope.IsSet($"Policies:{name}")), .. scope.IsSet("Approvals") ? ["Approval"] : Array.Empty<string>()],
            Approval = ReadApproval(scope, tier),
            DestructiveChange = ReadDestructiveChange(scope, tier),
            Rollback = new RollbackSettings(scope.Flag("Policies:Rollback:IgnoreWindows", otherwise: false)),
            Retry = new RetrySettings(scope.Choice("Policies:Retry:Failed", RetryChoices, false)),
            Broadening = new BroadeningSettings(scope.Flag("Policies:Broadening:Enabled", tier is Tier.Staging or Tier.Production)),
            Order = new OrderSettings(scope.Text("Policies:Order:After")),
            Soak = ReadSoak(scope),
            Window = WindowReader.Read(scope),
            VersionClass = new VersionClassSettings(Gate("Patch"), Gate("Minor"), Gate("Major"), Gate("Prerelease"), Gate("Branch"), Gate("Downgrade")),
        };

        VersionGate Gate(string step) => scope.Choice($"Policies:VersionClass:{step}", GateChoices, VersionGate.Auto);
    }

    private static SoakSettings? ReadSoak(SettingsScope scope)
    {
        if (!scope.IsSet("Policies:Soak:Environment") && !scope.IsSet("Policies:Soak:For")) return null;
        var (environment, span) = (scope.Required("Policies:Soak:Environment"), scope.Duration("Policies:Soak:For", TimeSpan.FromSeconds(1), TimeSpan.FromDays(90)));
        if (!scope.IsSet("Policies:Soak:For")) scope.Missing("Policies:Soak:For");
        return new SoakSettings(environment, span ?? TimeSpan.FromDays(90));
    }

    private static ApprovalSettings ReadApproval(SettingsScope scope, Tier tier)
    {
        var byTier = scope.Number("Approvals", otherwise: tier == Tier.Production ? 1 : 0, least: 0, most: 20);
        return new ApprovalSettings(
            scope.Number("Policies:Approval:Required", byTier, least: 0, most: 20),
            scope.Flag("Policies:Approval:CommentRequired", otherwise: false),
            scope.Duration("Policies:Approval:Expires", TimeSpan.FromMinutes(1), TimeSpan.FromDays(365)),
            scope.Flag("Policies:Approval:PreventSelf", otherwise: true),
            scope.Flag("Policies:Approval:AllowDelegatedTokens", otherwise: false));
    }

    private static DestructiveChangeSettings ReadDestructiveChange(SettingsScope scope, Tier tier)
    {
        var types = scope.List("Policies:DestructiveChange:Types");
        if (types is { Count: 0 }) scope.Report("Policies:DestructiveChange:Types", "is empty: a guard without types guards nothing; set Enabled to false to switch it off.");
        foreach (var type in types?.Where(type => !type.Contains("::", StringComparison.Ordinal)) ?? [])
            scope.Report("Policies:DestructiveChange:Types", $"holds \"{type}\": a resource type looks like AWS::RDS::* or AWS::S3::Bucket.");
        return new DestructiveChangeSettings(scope.Flag("Policies:DestructiveChange:Enabled", tier is Tier.Staging or Tier.Production), types);
    }
}
