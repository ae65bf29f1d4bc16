using Kayron.Core.People;
using Kayron.Core.Queries;

namespace Kayron.Web.Api.Description;

/// <summary>What the description says of one route, beyond what its path tells.</summary>
/// <param name="Answer">Shape of a success; null: no body.</param>
/// <param name="Query">Parameters beside <c>page</c> and <c>size</c>.</param>
/// <param name="Body">Keys of the JSON body; one that ends in <c>!</c> must be there, one in <c>[]</c> is a list of texts.</param>
/// <param name="Status">Of a success.</param>
internal sealed record ApiOperation(string Summary, Type? Answer, int Status = StatusCodes.Status200OK)
{
    public string[] Query { get; init; } = [];
    public string[] Body { get; init; } = [];

    public bool IsList => Answer is { IsGenericType: true } && Answer.GetGenericTypeDefinition() == typeof(Page<>);

    /// <summary>Routes below <c>/api/v1</c>, by method and path. One that is not here is described by its path alone.</summary>
    public static IReadOnlyDictionary<string, ApiOperation> All { get; } = new Dictionary<string, ApiOperation>
    {
        ["GET environments"] = List<EnvironmentView>("Every environment as the last reconcile saw it"),
        ["GET environments/{environment}"] = new("One environment", typeof(EnvironmentView)),
        ["GET environments/{environment}/releases/{release}/trace"] = new("Why a release is not deployed: every gate in order, and what it saw", typeof(TraceView)),
        ["POST environments/{environment}/reconcile"] = new("Reconcile at once", null, StatusCodes.Status202Accepted),
        ["GET changes"] = List<ChangeSummary>("Changes", "environment", "state"),
        ["GET changes/{id}"] = new("One change, with everything to judge it by", typeof(ChangeView)),
        ["POST changes/{id}/approve"] = new("Approve exactly what was looked at", typeof(ChangeView)) { Body = ["fingerprint!", "comment", "confirm[]"] },
        ["POST changes/{id}/reject"] = new("Reject: the same inputs stay closed until one of them changes", typeof(ChangeView)) { Body = ["comment"] },
        ["POST changes/{id}/override"] = new("Let one change pass its gates; for administrators, and reviewed by another", typeof(ChangeView)) { Body = ["reason!", "incident!", "confirm[]", "fingerprint"] },
        ["POST changes/{id}/retry"] = new("Have what failed tried once more", typeof(ChangeView)) { Body = ["reason"] },
        ["GET deployments"] = List<DeploymentSummary>("Deployments", "environment", "state", "search", "format"),
        ["GET deployments/{id}"] = new("One deployment with its events", typeof(DeploymentView)),
        ["POST deployments/{id}/rollback"] = new("Plan what was verified before it, and quarantine what it brought", typeof(object)) { Body = ["reason!", "releases[]"] },
        ["GET quarantines"] = List<QuarantineView>("Versions that are not sent", "environment"),
        ["DELETE quarantines/{id}"] = new("End a quarantine", null, StatusCodes.Status204NoContent) { Body = ["reason!"] },
        ["GET overrides"] = List<OverrideView>("Changes that passed their gates by an override", "environment", "reviewed"),
        ["POST overrides/{id}/review"] = new("Say that an override was looked at", null, StatusCodes.Status204NoContent) { Body = ["note"] },
        ["GET previews"] = List<PreviewView>("Previews of pull requests", "environment", "state"),
        ["GET images"] = new("Repositories, with what goes and what stays", typeof(object)) { Query = ["page", "size"] },
        ["GET images/dropped"] = List<DroppedImageView>("Images that were deleted", "repository"),
        ["GET runs"] = List<RunView>("Looks at environments and what came of them", "environment", "outcome"),
        ["GET pauses"] = List<PauseView>("Pauses in force"),
        ["POST pauses"] = new("Pause deployments", typeof(object), StatusCodes.Status201Created) { Body = ["environment", "service", "reason!", "until"] },
        ["DELETE pauses/{id}"] = new("Resume", null, StatusCodes.Status204NoContent) { Body = ["reason"] },
        ["GET claims"] = List<ClaimView>("Claims in force", "environment"),
        ["POST claims"] = new("Let a service follow a branch in a test environment", typeof(ClaimView), StatusCodes.Status201Created) { Body = ["environment!", "service!", "branch!", "until"] },
        ["DELETE claims/{id}"] = new("End a claim", null, StatusCodes.Status204NoContent),
        ["GET audit"] = List<AuditView>("The audit log", "actor", "action", "subject", "from", "to", "format"),
        ["GET audit/verify"] = new("Whether the audit log is what was written", typeof(AuditVerification)) { Query = ["head"] },
        ["POST simulate"] = new("The same evaluation at another time, or under edited policies", typeof(object)) { Body = ["at", "environment", "policies"] },
        ["GET tokens"] = List<TokenView>("One's own tokens; all of them for administrators"),
        ["POST tokens"] = new("Make a token, whose text is answered this once", typeof(object), StatusCodes.Status201Created) { Body = ["name!", "account", "role!", "environments[]", "expires"] },
        ["DELETE tokens/{id}"] = new("Revoke a token", null, StatusCodes.Status204NoContent),
        ["GET people"] = List<Person>("Who has signed in, last first; for administrators"),
        ["GET people/{account}"] = new("One person; for administrators", typeof(Person)),
        ["POST people/{account}/disable"] = new("End the sessions of an account and keep it from acting; for administrators", typeof(Person)) { Body = ["reason"] },
        ["POST people/{account}/enable"] = new("Let a disabled account sign in again; for administrators", typeof(Person)),
        ["GET sessions"] = List<SessionView>("One's own open sessions; all of them for administrators", "account"),
        ["DELETE sessions/{id}"] = new("End a session: one's own, or any for administrators", null, StatusCodes.Status204NoContent),
        ["GET outbox"] = List<OutboxView>("What is still to be told outside, and what could not be", "kind", "state"),
        ["POST outbox/{id}/retry"] = new("Tell it once more", null, StatusCodes.Status204NoContent),
        ["DELETE outbox/{id}"] = new("Give it up", null, StatusCodes.Status204NoContent),
        ["GET workers"] = new("Recurring tasks", typeof(object)) { Query = ["page", "size"] },
        ["POST workers/{name}/run"] = new("Run a worker at once", null, StatusCodes.Status202Accepted),
    };

    private static ApiOperation List<T>(string summary, params string[] query) => new(summary, typeof(Page<T>)) { Query = ["page", "size", .. query] };
}
