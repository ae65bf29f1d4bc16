namespace Kayron.Core.Previews;

/// <summary>As GitHub lists it. Everything but the numbers and commits is text from outside.</summary>
/// <param name="Head">Commit of its branch.</param>
/// <param name="HeadRepository"><c>OWNER/NAME</c> that the branch is in; null where it was deleted. Another than the pull request's own: a fork.</param>
/// <param name="Base">Branch that it would be merged to.</param>
public sealed record OpenPullRequest(int Number, string Title, string Branch, string Head, string? HeadRepository, string Base);
