using Kayron.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal enum OutboxState { Pending, Failed }

/// <summary>A message that is not told yet, or could not be. Told ones are deleted.</summary>
internal sealed class OutboxRow
{
    public long Id { get; set; }
    public required string Kind { get; set; }
    public required string Subject { get; set; }
    public required string Summary { get; set; }
    public string? Environment { get; set; }
    public string? Path { get; set; }
    public required string Body { get; set; }
    public long Revision { get; set; }
    public OutboxState State { get; set; }
    public int Tries { get; set; }
    public string? Problem { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? FailedAt { get; set; }

    public OutboxItem ToItem() => new(Id, Revision, new OutboxMessage(Kind, Subject, Summary, Environment, Path, Body), Tries, CreatedAt, Problem);

    public static void Configure(ModelBuilder model) => model.Entity<OutboxRow>(row =>
    {
        row.ToTable("outbox").HasIndex(message => new { message.Kind, message.Subject }).IsUnique();
        row.HasIndex(message => new { message.State, message.DueAt });
        row.Property(message => message.State).HasConversion<string>();
    });
}
