using System.Text.RegularExpressions;
using Kayron.Core.Reconcile.Ports;
using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>Everybody who had a hand in a commit.</summary>
internal static partial class CommitPeople
{
    /// <summary>Signs what is merged or edited on GitHub's pages; the person is the author.</summary>
    private const string GitHubItself = "noreply@github.com";

    public static IReadOnlyList<CommitPerson> Of(GitHubCommit commit)
    {
        var people = new List<CommitPerson> { Of(commit.Author?.Login, commit.Commit.Author) };
        if (commit.Commit.Committer is { } committer && committer.Email != GitHubItself) people.Add(Of(commit.Committer?.Login, committer));
        foreach (Match match in CoAuthor().Matches(commit.Commit.Message)) people.Add(new CommitPerson(null, CommitComparison.FirstLine(match.Groups["name"].Value), match.Groups["email"].Value));
        return [.. people.Distinct()];
    }

    public static CommitPerson Of(string? login, Committer signature) =>
        new(string.IsNullOrEmpty(login) ? null : login, CommitComparison.FirstLine(signature.Name ?? ""), string.IsNullOrEmpty(signature.Email) ? null : signature.Email);

    [GeneratedRegex(@"^[ \t]*co-authored-by:[ \t]*(?<name>[^<\r\n]*)<(?<email>[^<>\s]+)>", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex CoAuthor();
}
