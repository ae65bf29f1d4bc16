using Kayron.Core.Queries;

namespace Kayron.Tests.Support;

public sealed partial class DashboardWorld
{
    public List<TokenView> Tokens { get; init; } = [];

    /// <summary>Newest first.</summary>
    public List<AuditView> Audit { get; init; } = [];

    /// <summary>First altered row of the audit log.</summary>
    public long? AuditFault { get; set; }
}
