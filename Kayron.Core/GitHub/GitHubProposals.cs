using System.Globalization;
using Kayron.Core.Reconcile.Ports;
using Kayron.Core.Releases;

namespace Kayron.Core.GitHub;

/// <summary>Pull requests to a releases repository. The list carries every head.</summary>
internal sealed class GitHubProposals(GitHubConnection connection) : IProposals
{
    private const int PageSize = 100;

    /// <summary>A thousand: what is opened beyond them hears of no plan.</summary>
    private const int MaximumPages = 10;

    public async Task<IReadOnlyList<Proposal>> ListOpenAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        List<Proposal> proposals = [];
        for (var page = 1; page <= MaximumPages; page++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/pulls?state=open&sort=created&direction=asc&per_page={PageSize}&page={page}");
            var read = await connection.GetAsync<List<ProposalAnswer>>(repository, path, maximumAge: null, cancellationToken);
            proposals.AddRange(read.Select(pull => new Proposal(repository, pull.Number, pull.Head!.Sha!, pull.Base!.Ref!)));
            if (read.Count < PageSize) break;
        }
        return proposals;
    }
}

/// <summary>As far as it is read.</summary>
internal sealed record ProposalAnswer
{
    public int Number { get; init; }
    public ProposalEnd? Head { get; init; }
    public ProposalEnd? Base { get; init; }
}

internal sealed record ProposalEnd
{
    public string? Sha { get; init; }
    public string? Ref { get; init; }
}
