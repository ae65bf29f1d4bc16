namespace Kayron.Core.Commands;

public interface IOutboxCommands
{
    /// <summary>Tries a message again at once, with all its tries. Needs the role operator in its environment, or everywhere where it has none.</summary>
    Task<CommandResult> RetryAsync(Actor actor, long id, CancellationToken cancellationToken);

    /// <summary>Drops a message untold. Needs the same role.</summary>
    Task<CommandResult> DropAsync(Actor actor, long id, CancellationToken cancellationToken);
}
