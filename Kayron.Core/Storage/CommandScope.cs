using Kayron.Core.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kayron.Core.Storage;

/// <summary>One command's transaction: it holds the write lock from the start, and whatever comes of the command is audited in it, refusals too.</summary>
internal sealed class CommandScope : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly TimeProvider _clock;

    private CommandScope(KayronDb database, IDbContextTransaction transaction, TimeProvider clock) => (Database, _transaction, _clock) = (database, transaction, clock);

    public KayronDb Database { get; }
    public DateTimeOffset Now => _clock.GetUtcNow();

    public static async Task<CommandScope> BeginAsync(IDbContextFactory<KayronDb> databases, TimeProvider clock, CancellationToken cancellationToken)
    {
        var database = await databases.CreateDbContextAsync(cancellationToken);
        var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // Takes the write lock, so that what is read now still holds at the commit.
        await database.Leases.Where(row => row.Environment == "").ExecuteUpdateAsync(set => set.SetProperty(row => row.Fence, row => row.Fence), cancellationToken);
        return new CommandScope(database, transaction, clock);
    }

    public async Task<CommandResult> EndAsync(CommandResult result, Actor actor, string action, string subject, string? detail, CancellationToken cancellationToken)
    {
        if (result is CommandResult.Refused refused)
        {
            Database.ChangeTracker.Clear();
            action += "-refused";
            detail = $"{refused.Code}: {refused.Detail}";
        }
        await AuditTrail.AppendAsync(Database, Now, actor, action, subject, detail ?? "", cancellationToken);
        await Database.SaveChangesAsync(cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>For what is no decision of anybody's and would only fill the audit.</summary>
    public async Task EndUnauditedAsync(CancellationToken cancellationToken)
    {
        await Database.SaveChangesAsync(cancellationToken);
        await _transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Database.DisposeAsync();
    }
}
