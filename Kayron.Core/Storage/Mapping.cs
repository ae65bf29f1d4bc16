using Kayron.Core.Changes;
using Kayron.Core.Queries;

namespace Kayron.Core.Storage;

/// <summary>Rows to domain and back, side by side so that no field is forgotten in one of them.</summary>
internal static class Mapping
{
    public static Change ToChange(this ChangeRow row) => new()
    {
        Id = row.Id, Environment = row.Environment, State = row.State, Fingerprint = row.Fingerprint, CreatedAt = row.CreatedAt, Plan = row.Plan, Attempt = row.Attempt,
        Effects = row.Effects, Waiting = row.Waiting, Required = row.Required, EndedAt = row.EndedAt, SupersededBy = row.SupersededBy,
    };

    public static ChangeRow ToRow(this Change change) => new()
    {
        Id = change.Id, Environment = change.Environment, State = change.State, Fingerprint = change.Fingerprint, InputsDigest = change.Plan.InputsDigest, CreatedAt = change.CreatedAt,
        Plan = change.Plan, Attempt = change.Attempt, Effects = change.Effects, Waiting = change.Waiting, Required = change.Required, EndedAt = change.EndedAt, SupersededBy = change.SupersededBy,
    };

    /// <summary>What may change after planning.</summary>
    public static void Update(this ChangeRow row, Change change) =>
        (row.State, row.Attempt, row.Effects, row.Waiting, row.Required, row.EndedAt, row.SupersededBy) =
        (change.State, change.Attempt, change.Effects, change.Waiting, change.Required, change.EndedAt, change.SupersededBy);

    public static Deployment ToDeployment(this DeploymentRow row) => new()
    {
        Id = row.Id, Environment = row.Environment, ChangeId = row.ChangeId, State = row.State, StartedAt = row.StartedAt, StartedBy = row.StartedBy, Stack = row.Stack, Source = row.Source,
        Releases = row.Releases, Previews = row.Previews, ClientToken = row.ClientToken, Resources = row.Resources, Accepted = row.Accepted, UpdatedAt = row.UpdatedAt, EndedAt = row.EndedAt, Outcome = row.Outcome,
        Verification = row.Verification,
    };

    public static DeploymentRow ToRow(this Deployment deployment) => new()
    {
        Environment = deployment.Environment, ChangeId = deployment.ChangeId, State = deployment.State, StartedAt = deployment.StartedAt, StartedBy = deployment.StartedBy, Stack = deployment.Stack,
        Source = deployment.Source, Releases = deployment.Releases, Previews = deployment.Previews, ClientToken = deployment.ClientToken, Resources = deployment.Resources, Accepted = deployment.Accepted,
        UpdatedAt = deployment.UpdatedAt, EndedAt = deployment.EndedAt, Outcome = deployment.Outcome, Verification = deployment.Verification,
        Contents = string.Join(' ', deployment.Releases.Select(release => $"{release.Name} {release.From} {release.To}")),
    };

    /// <summary>What may change after its start.</summary>
    public static void Update(this DeploymentRow row, Deployment deployment) =>
        (row.State, row.Resources, row.Accepted, row.UpdatedAt, row.EndedAt, row.Outcome, row.Verification) =
        (deployment.State, deployment.Resources, deployment.Accepted, deployment.UpdatedAt, deployment.EndedAt, deployment.Outcome, deployment.Verification);

    public static Approval ToApproval(this ApprovalRow row) =>
        new(row.Account, row.Name, row.Approved, row.Fingerprint, row.Effects, row.Comment, row.Confirmed, row.At, row.Login);

    public static ApprovalView ToView(this ApprovalRow row) => new(row.Account, row.Name, row.Approved ? "approved" : "rejected", row.Comment, row.At);

    public static DecisionView ToView(this DecisionRow row) => new(row.Policy, row.Verdict, row.Reason, row.Evidence, row.Until);

    public static Pause ToPause(this PauseRow row) => new(row.Id, row.Environment, row.Service, row.Reason, row.By, row.Since, row.Until);

    public static PauseView ToView(this PauseRow row) => new(row.Id, row.Environment, row.Service, row.Reason, row.By, row.Since, row.Until);

    public static RunView ToView(this RunRow row) => new(row.Id, row.Environment, row.Outcome, row.Detail, row.Count, row.FirstAt, row.StartedAt, row.EndedAt, row.ChangeId);
}
