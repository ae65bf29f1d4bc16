using Kayron.Core.Commands;

namespace Kayron.Tests.Support;

/// <summary>Records what the dashboard asked for, and answers what a test wants.</summary>
public sealed class FakeCommands : IChangeCommands, IPauseCommands, IReconcileCommands, IClaimCommands
{
    private readonly TaskCompletionSource<object> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<object> Received { get; } = [];

    /// <summary>What was asked for first, once it is.</summary>
    public Task<object> First => _first.Task;


    /// <summary>Who asked, in the order of <see cref="Received"/>.</summary>
    public List<Actor> Actors { get; } = [];
    public CommandResult Answer { get; set; } = new CommandResult.Done();

    public Task<CommandResult> ApproveAsync(Actor actor, ApproveRequest request, CancellationToken cancellationToken) => TakeAsync(actor, request);

    public Task<CommandResult> RejectAsync(Actor actor, string changeId, string? comment, CancellationToken cancellationToken) => TakeAsync(actor, ("reject", changeId, comment));

    public Task<CommandResult> PauseAsync(Actor actor, PauseRequest request, CancellationToken cancellationToken) => TakeAsync(actor, request);

    public Task<CommandResult> ResumeAsync(Actor actor, long pauseId, string? reason, CancellationToken cancellationToken) => TakeAsync(actor, ("resume", pauseId, reason));

    public Task<CommandResult> ReconcileAsync(Actor actor, string environment, CancellationToken cancellationToken) => TakeAsync(actor, ("reconcile", environment));

    public Task<CommandResult> ClaimAsync(Actor actor, ClaimRequest request, CancellationToken cancellationToken) => TakeAsync(actor, request);

    public Task<CommandResult> EndAsync(Actor actor, long claimId, CancellationToken cancellationToken) => TakeAsync(actor, ("end-claim", claimId));

    internal Task<CommandResult> TakeAsync(Actor actor, object request)
    {
        Actors.Add(actor);
        Received.Add(request);
        _first.TrySetResult(request);
        return Task.FromResult(Answer);
    }
}
