namespace Kayron.Core.Queries;

/// <param name="Hash">Names it in AWS: suffix of its resources, value of the tag <c>preview</c>, first label of its address.</param>
/// <param name="State">waiting-for-image, updating, ready, failed, refused, left-out or removing.</param>
/// <param name="Reason">One sentence for every state but ready.</param>
/// <param name="Endpoint">Where it answers; null where it has no address, or none that is known.</param>
public sealed record PreviewView(
    string Environment, string Service, string Repository, int PullRequest, string PullRequestUrl, string Title, string Branch, string Hash, string Desired, string? Running,
    string? Endpoint, string State, string? Reason, DateTimeOffset UpdatedAt);
