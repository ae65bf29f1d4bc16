using System.Diagnostics;
using System.Globalization;
using Kayron.Core.Reconcile.Ports;
using Microsoft.EntityFrameworkCore;

namespace Kayron.Core.Storage;

/// <summary>
/// Leases in the database. A process holds its leases from its first run of an environment to its end, renewing them with each run. One that died on this
/// host is seen to be dead and taken over at once; on another host its lease has to run out.
/// </summary>
internal sealed class Leases(IDbContextFactory<KayronDb> databases, TimeProvider clock) : ILeases
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(2);
    private readonly string _holder = Describe(Process.GetCurrentProcess(), Interlocked.Increment(ref s_instances));
    private static int s_instances;

    public async Task<Lease?> AcquireAsync(string environment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var row = await database.Leases.FindAsync([environment], cancellationToken);
        if (row is null) database.Leases.Add(row = new LeaseRow { Environment = environment, Holder = "" });
        if (row.Holder != _holder)
        {
            if (row.Holder.Length > 0 && row.Expires > clock.GetUtcNow() && IsAlive(row.Holder)) return null;
            row.Holder = _holder;
            row.Fence++;
        }
        row.Expires = clock.GetUtcNow() + Validity;
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Lease(environment, _holder, row.Fence);
    }

    public async Task<string?> FindHolderAsync(string environment, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Leases.AsNoTracking().FirstOrDefaultAsync(lease => lease.Environment == environment, cancellationToken);
        return row is { Holder.Length: > 0 } && row.Expires > clock.GetUtcNow() && IsAlive(row.Holder) ? row.Holder : null;
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Leases.Where(lease => lease.Holder == _holder).ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Holder, ""), cancellationToken);
    }

    private static string Describe(Process process, int instance) => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.MachineName}/{process.Id}/{new DateTimeOffset(process.StartTime).ToUnixTimeSeconds()}/{instance}");

    /// <summary>False only where the holder was of this host and is certainly gone.</summary>
    private static bool IsAlive(string holder)
    {
        var parts = holder.Split('/');
        if (parts.Length != 4 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id)) return true;
        try
        {
            using var process = Process.GetProcessById(id);
            // Another process may have got the number; start times are only good to a second or so.
            var started = new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
            return Math.Abs(started - long.Parse(parts[2], CultureInfo.InvariantCulture)) <= 2;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
