using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Queries;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

internal sealed class ChangeQueries(IDbContextFactory<KayronDb> databases, KayronSettings settings) : IChangeQueries
{
    public async Task<Page<ChangeSummary>> ListAsync(string? environment, string? state, PageRequest page, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var changes = database.Changes.AsNoTracking();
        if (environment is not null) changes = changes.Where(change => change.Environment == environment);
        if (state is not null)
        {
            if (ChangeStates.Parse(state) is not { } wanted) return new Page<ChangeSummary>([], 0);
            changes = changes.Where(change => change.State == wanted);
        }
        var total = await changes.CountAsync(cancellationToken);
        var rows = await changes.OrderByDescending(change => change.CreatedAt).Skip(page.Offset).Take(page.Limit).ToListAsync(cancellationToken);
        return new Page<ChangeSummary>(await SummariseAsync(database, settings, rows, cancellationToken), total);
    }

    public async Task<ChangeView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Changes.AsNoTracking().FirstOrDefaultAsync(change => change.Id == id, cancellationToken);
        if (row is null) return null;
        var decisions = await database.Decisions.AsNoTracking().Where(decision => decision.ChangeId == id).OrderBy(decision => decision.Position).ToListAsync(cancellationToken);
        var approvals = await database.Approvals.AsNoTracking().Where(approval => approval.ChangeId == id).OrderBy(approval => approval.Id).ToListAsync(cancellationToken);
        var deployment = await database.Deployments.Where(deployment => deployment.ChangeId == id).Select(deployment => (long?)deployment.Id).FirstOrDefaultAsync(cancellationToken);
        var policies = settings.FindEnvironment(row.Environment)?.Policies ?? new PolicySettings();
        var people = PeopleOf(row, policies);
        return new ChangeView(
            row.Id, row.Environment, ChangeStates.Name(row.State), row.Fingerprint, row.CreatedAt, row.EndedAt, row.Plan.Source, row.Plan.Stack, row.Effects is null ? null : row.ToChange().ChangeSetName,
            row.Plan.Releases, [.. row.Plan.ParameterChanges, .. ResolvedChanges.Of(row.Plan.Base, row.Effects)], ResourcePresentation.ByConsequence(row.Effects, policies.DestructiveChange), row.Plan.TemplateChanges, [.. decisions.Select(decision => decision.ToView())],
            [.. approvals.Select(approval => approval.ToView())], row.Required, [.. decisions.SelectMany(decision => decision.Confirmations).Distinct()], row.Effects?.NestedKnown ?? true, row.Waiting,
            [.. row.Plan.Warnings, .. OthersChangeSets(row.Effects)], deployment, row.SupersededBy)
        {
            Previews = row.Plan.Previews, Rollback = View(row.Plan.Rollback), Override = await OverrideQueries.FindAsync(database, id, cancellationToken), Retryable = await RetryCommands.FindFailedAsync(database, row, cancellationToken) is not null,
            Contributors = Contributors(people), UnknownContributors = people.Unknown,
            MutableRepositories = row.Plan.MutableRepositories,
        };
    }

    internal static RollbackView? View(Rollback? rollback) => rollback is null ? null : new RollbackView(rollback.Of, rollback.By, rollback.Reason);

    private static IEnumerable<string> OthersChangeSets(ResourceEffects? effects) =>
        (effects?.OthersChangeSets ?? []).Select(name => $"The stack has a change set {name} of somebody else. CloudFormation deletes it when this one is executed.");

    internal static async Task<IReadOnlyList<ChangeSummary>> SummariseAsync(KayronDb database, KayronSettings settings, List<ChangeRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var approvals = (await database.Approvals.AsNoTracking().Where(approval => approval.Approved && ids.Contains(approval.ChangeId)).ToListAsync(cancellationToken)).ToLookup(approval => approval.ChangeId);
        var deployments = await database.Deployments.Where(deployment => deployment.ChangeId != null && ids.Contains(deployment.ChangeId)).ToDictionaryAsync(deployment => deployment.ChangeId!, deployment => deployment.Id, cancellationToken);
        return [.. rows.Select(row => new ChangeSummary(
            row.Id, row.Environment, ChangeStates.Name(row.State), row.Fingerprint, row.CreatedAt, row.Plan.Releases, row.Waiting,
            approvals[row.Id].DistinctBy(approval => approval.Account).Count(), row.Required,
            row.Effects?.Resources.Count(resource => resource is { Action: "Modify", Replacement: "True" }) ?? 0, row.Effects?.Resources.Count(resource => resource.Action == "Remove") ?? 0,
            deployments.TryGetValue(row.Id, out var deployment) ? deployment : null) {
                Previews = row.Plan.Previews, Contributors = Contributors(PeopleOf(row, settings.FindEnvironment(row.Environment)?.Policies)),
            })];
    }

    /// <summary>Nobody where authors may approve.</summary>
    private static ChangePeople PeopleOf(ChangeRow row, PolicySettings? policies) => (policies ?? new PolicySettings()).Approval.PreventSelf ? row.Plan.People : new ChangePeople([], []);

    private static IReadOnlyList<ContributorView> Contributors(ChangePeople people) => [.. people.Known.Select(person => new ContributorView(person.Login, person.What))];
}
