using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kayron.Core.Storage;

internal static class LeaseCheck
{
    /// <summary>Begins a transaction that holds the database's write lock and in which the lease is proven to be ours.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(this KayronDb database, Lease lease, CancellationToken cancellationToken)
    {
        var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // The update takes the write lock before anything is read, so that nothing read here can change before the commit.
        var held = await database.Leases.Where(row => row.Environment == lease.Environment && row.Holder == lease.Holder && row.Fence == lease.Fence)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Fence, row => row.Fence), cancellationToken);
        if (held == 1) return transaction;
        await transaction.DisposeAsync();
        throw new LeaseLostException(lease.Environment);
    }
}
