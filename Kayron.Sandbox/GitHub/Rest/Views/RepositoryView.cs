namespace Kayron.Sandbox.GitHub.Rest.Views;

internal static class RepositoryView
{
    public static object Of(GitHubRequest request, GitHubRepository repository)
    {
        var (state, links) = (repository.State, request.Links);
        var pushed = repository.Branch(state.DefaultBranch) is { } head ? repository.Objects.Commit(head).Committer.At : state.CreatedAt;
        return new
        {
            id = state.Id,
            node_id = AccountViews.NodeId("Repository", state.Id),
            name = repository.Name,
            full_name = repository.FullName,
            @private = state.Private,
            owner = AccountViews.Account(request, repository.Owner),
            html_url = links.Page(repository),
            description = state.Description,
            fork = state.Parent is not null,
            url = links.Repository(repository),
            archive_url = links.Repository(repository, "{archive_format}{/ref}"),
            branches_url = links.Repository(repository, "branches{/branch}"),
            clone_url = links.Page(repository) + ".git",
            git_url = links.Page(repository) + ".git",
            ssh_url = links.Page(repository) + ".git",
            default_branch = state.DefaultBranch,
            language = (string?)null,
            homepage = (string?)null,
            archived = false,
            disabled = false,
            visibility = state.Private ? "private" : "public",
            size = 0,
            forks_count = 0,
            stargazers_count = 0,
            watchers_count = 0,
            open_issues_count = state.Pulls.Count(pull => pull.Open),
            has_issues = true,
            has_wiki = false,
            has_downloads = true,
            has_pages = false,
            allow_merge_commit = true,
            allow_squash_merge = false,
            allow_rebase_merge = false,
            permissions = new { admin = false, maintain = false, push = request.Caller.CanWrite, triage = true, pull = true },
            created_at = state.CreatedAt,
            updated_at = pushed,
            pushed_at = pushed,
        };
    }
}
