using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    public List<ClaimView> Claims { get; init; } =
    [
        new(3, "testing", "api", "feature/faster-search-with-a-name-that-is-long-enough-to-wrap", "Grace", Ago(95), Now.AddHours(6.4)),
        new(2, "testing", "web", "\"><img src=x onerror=alert(1)>", "Ada", Ago(2_000), Now.AddMinutes(25)),
    ];

    public List<TokenView> Tokens { get; init; } =
    [
        new(4, "ci of the search team", "ci-search", "operator", ["testing", "staging"], Now.AddDays(80), Ago(14_000), "Linus", Ago(3), Delegated: true),
        new(3, "laptop", "ada", "approver", [], null, Ago(300), "Ada", null, Delegated: false),
    ];

    /// <summary>Newest first.</summary>
    public List<AuditView> Audit { get; init; } =
    [
        new(4, Ago(4), "sandbox:ada", "approve", "change/ch-search", "looks fine", "127.0.0.1 dashboard", "4bf1c0de"),
        new(3, Ago(31), "sandbox:vera", "approve-refused", "change/ch-search", "role: this needs the role approver in production", "10.0.4.17 api", "91aa7730"),
        new(2, Ago(95), "sandbox:grace", "claim", "claim testing api", "branch feature/faster-search-with-a-name-that-is-long-enough-to-wrap until 2026-11-23 20:44:00Z", "10.0.4.12 api token:4", "c0ffee12"),
        new(1, Ago(2_200), "kayron", "retention", "runs", "removed 1204 run(s) that ended before 2026-10-24 12:00:00Z", "worker", "00d1f1ed"),
    ];

    /// <summary>First altered row of the audit log.</summary>
    public long? AuditFault { get; set; }
}
