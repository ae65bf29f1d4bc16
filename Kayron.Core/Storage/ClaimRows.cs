using Kayron.Core.Changes;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ClaimRow
{
    public long Id { get; set; }
    public required string Environment { get; set; }
    public required string Service { get; set; }
    public required string Branch { get; set; }
    public required string By { get; set; }
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset Until { get; set; }

    /// <summary>Null: not ended by a person, and its end by time is not noted yet.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }

    public static void Configure(ModelBuilder model) => model.Entity<ClaimRow>(row => row.ToTable("claims").HasIndex(claim => new { claim.Environment, claim.EndedAt }));

    public Claim ToClaim() => new(Id, Environment, Service, Branch, By, Since, Until);

    public ClaimView ToView() => new(Id, Environment, Service, Branch, By, Since, Until);
}
