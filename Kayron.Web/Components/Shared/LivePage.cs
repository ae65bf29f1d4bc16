using Kayron.Core.Commands;
using Kayron.Core.Reconcile;
using Kayron.Web.Auth;
using Microsoft.AspNetCore.Components;

namespace Kayron.Web.Components.Shared;

/// <summary>A page that reads what is stored, and reads it again when something about it is stored anew.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private LiveUpdates? _updates;

    protected LivePage() => Gone = _gone.Token;

    [Inject] protected LiveFeed Feed { get; set; } = default!;
    [Inject] protected TimeProvider Time { get; set; } = default!;
    [Inject] protected ICurrentActor CurrentActor { get; set; } = default!;

    /// <summary>Null before the first reading, and for nobody.</summary>
    protected Actor? Actor { get; private set; }

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Gone { get; }

    protected DateTimeOffset Now => Time.GetUtcNow();

    protected abstract Task ReadAsync();

    protected virtual bool Concerns(string environment) => true;

    protected override void OnInitialized()
    {
        // Before the first reading, so that nothing falls between the two. A prerendered page is gone before the first event.
        if (RendererInfo.IsInteractive) _updates = new LiveUpdates(Feed, Time, Concerns, RefreshAsync);
    }

    protected override async Task OnParametersSetAsync()
    {
        Actor = await CurrentActor.GetAsync();
        await ReadAsync();
    }

    private Task RefreshAsync() => InvokeAsync(async () =>
    {
        if (Gone.IsCancellationRequested) return;
        try
        {
            await ReadAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // Left while it was reading.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    });

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _updates?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
