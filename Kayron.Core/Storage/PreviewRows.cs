using Kayron.Core.Previews;
using Kayron.Core.Queries;
using Kayron.Core.Releases;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class PreviewRow
{
    public long Id { get; set; }
    public required string Environment { get; set; }
    public required string Service { get; set; }
    public required string Owner { get; set; }
    public required string Repository { get; set; }
    public int PullRequest { get; set; }
    public required string Title { get; set; }
    public required string Branch { get; set; }
    public required string Hash { get; set; }
    public int? Priority { get; set; }
    public required string Desired { get; set; }
    public string? Running { get; set; }
    public string? Failed { get; set; }
    public string? Endpoint { get; set; }
    public PreviewState State { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public static void Configure(ModelBuilder model) => model.Entity<PreviewRow>(row =>
    {
        row.ToTable("previews").HasIndex(preview => new { preview.Environment, preview.Service, preview.PullRequest }).IsUnique();
        row.Property(preview => preview.State).HasConversion<string>();
    });

    public static PreviewRow Of(Preview preview, DateTimeOffset now)
    {
        var row = new PreviewRow
        {
            Environment = preview.Environment, Service = preview.Service, Owner = preview.Repository.Owner, Repository = preview.Repository.Name, PullRequest = preview.PullRequest,
            Title = preview.Title, Branch = preview.Branch, Hash = preview.Hash, Desired = preview.Desired,
        };
        row.Update(preview, now);
        return row;
    }

    public void Update(Preview preview, DateTimeOffset now) =>
        (Owner, Repository, Title, Branch, Hash, Priority, Desired, Running, Failed, Endpoint, State, Reason, UpdatedAt) =
        (preview.Repository.Owner, preview.Repository.Name, preview.Title, preview.Branch, preview.Hash, preview.Priority, preview.Desired, preview.Running, preview.Failed, preview.Endpoint,
            preview.State, preview.Reason, now);

    public Preview ToPreview() =>
        new(Environment, Service, new RepositoryName(Owner, Repository), PullRequest, Title, Branch, Hash, Desired, Running, Endpoint, State, Reason) { Priority = Priority, Failed = Failed };

    /// <param name="waiting">What the environment's open change waits for; null where there is none.</param>
    public PreviewView ToView(Uri website, string? waiting) => new(
        Environment, Service, $"{Owner}/{Repository}", PullRequest, new Uri(website, $"{Uri.EscapeDataString(Owner)}/{Uri.EscapeDataString(Repository)}/pull/{PullRequest}").AbsoluteUri, Title, Branch,
        Hash, Desired, Running, Endpoint, PreviewStates.Name(State), State == PreviewState.Updating ? waiting ?? Reason : Reason, UpdatedAt);
}
