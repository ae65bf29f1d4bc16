using Kayron.Core.Previews;

namespace Kayron.Core.Configuration;

/// <summary>Whether and how pull requests become previews in an environment.</summary>
/// <param name="Domain">Pattern of their host names.</param>
/// <param name="Forks">Whether pull requests from forks do, too: their code then runs with this account's credentials.</param>
/// <param name="Limit">Previews of one service at a time.</param>
public sealed record PreviewSettings(bool Enabled = false, string Domain = PreviewDomain.Default, bool Forks = false, int Limit = PreviewSettings.UsualLimit)
{
    private const int UsualLimit = 20;

    internal static PreviewSettings Read(SettingsScope scope, Tier tier, int approvals)
    {
        var domain = scope.Text("Previews:Domain") ?? PreviewDomain.Default;
        if (PreviewDomain.Problem(domain) is { } problem) scope.Report("Previews:Domain", problem);
        // Where the tier alone switches them on, asking for approvals switches them off.
        var enabled = scope.Flag("Previews:Enabled", otherwise: tier == Tier.Testing && approvals == 0);
        if (enabled && approvals > 0) scope.Report("Previews:Enabled", "is true where approvals are asked for: previews change the stack with every push, and no approval would outlive the next. Set it to false, or Policies:Approval:Required to 0.");
        return new PreviewSettings(enabled, domain, scope.Flag("Previews:Forks", otherwise: false), scope.Number("Previews:Limit", UsualLimit, least: 1, most: 50));
    }
}
