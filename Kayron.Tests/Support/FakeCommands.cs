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

    public Task<CommandResult> ApproveAsync(Actor actor, ApproveRequest request, CancellationToken cancellationToken) => Take(actor, request);

    public Task<CommandResult> RejectAsync(Actor actor, string changeId, string? comment, CancellationToken cancellationToken) => Take(actor, ("reject", changeId, comment));

    public Task<CommandResult> PauseAsync(Actor actor, PauseRequest request, CancellationToken cancellationToken) => Take(actor, request);

    public Task<CommandResult> ResumeAsync(Actor actor, long pauseId, string? reason, CancellationToken cancellationToken) => Take(actor, ("resume", pauseId, reason));

    public Task<CommandResult> ReconcileAsync(Actor actor, string environment, CancellationToken cancellationToken) => Take(actor, ("reconcile", environment));

    public Task<CommandResult> ClaimAsync(Actor actor, ClaimRequest request, CancellationToken cancellationToken) => Take(actor, request);

    public Task<CommandResult> EndAsync(Actor actor, long claimId, CancellationToken cancellationToken) => Take(actor, ("end-claim", claimId));

    private Task<CommandResult> Take(Actor actor, object request)
    {
        Actors.Add(actor);
        Received.Add(request);
        _first.TrySetResult(request);
        return Task.FromResult(Answer);
    }
}
