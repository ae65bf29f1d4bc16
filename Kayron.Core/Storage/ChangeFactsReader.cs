using Kayron.Core.Changes;
using Kayron.Core.Configuration;
using Kayron.Core.Policies;
using Kayron.Core.Reconcile.Ports;

namespace Kayron.Core.Storage;

/// <summary>Gathers what policies judge a stored change by, all but the stack from one database, so that it can be asked in the transaction that acts on the answer.</summary>
internal static class ChangeFactsReader
{
    public static async Task<ChangeFacts> ReadAsync(KayronDb database, EnvironmentSettings environment, Change change, StackState stack, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var record = new ChangeRecord(
            await ChangeStore.ReadApprovalsAsync(database, change, cancellationToken), await EnvironmentStore.ReadPausesAsync(database, change.Environment, at, cancellationToken),
            await ChangeStore.ReadHistoryAsync(database, change.Environment, change.Plan.InputsDigest, cancellationToken), await ChangeStore.FindOverrideAsync(database, change, cancellationToken),
            await Soaks.ReadAsync(database, environment.Policies.Order.After, [.. change.Plan.Releases.Select(release => release.Name)], cancellationToken));
        return ChangeFacts.Of(environment, at, stack, change, record);
    }
}
