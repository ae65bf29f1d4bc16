using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Web.Components.Presentation;
using Kayron.Web.Components.Shared.Changes;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kayron.Web.Components.Pages;

/// <summary>One change: what a person needs to judge it, and the button that approves what is on the screen.</summary>
public sealed partial class ChangePage
{
    private ChangeView? _change;
    private ChangeView? _newer;
    private string? _refusal;
    private bool _read;
    private bool _wasOpen;
    private bool _approvedHere;
    private bool _busy;

    [Parameter] public string Id { get; set; } = "";

    protected override bool Concerns(string environment) => environment == _change?.Environment;

    protected override async Task ReadAsync()
    {
        var read = await Changes.FindAsync(Id, Gone);
        if (read?.Id == _change?.Id && read is not null && read.Fingerprint != _change!.Fingerprint) _newer = read;
        else Show(read);
        if (_approvedHere && read is { State: "executing", DeploymentId: { } deployment }) Navigation.NavigateTo(Paths.Deployment(deployment));
    }

    private void Show(ChangeView? read)
    {
        if (read?.Id != _change?.Id) (_wasOpen, _approvedHere, _refusal) = (read is not null && !ChangeState.IsOver(read.State), false, null);
        (_change, _newer, _read) = (read, null, true);
    }

    private void ShowNewer() => Show(_newer);

    private Task ApproveAsync(ApproveRequest request) => ActAsync(async actor =>
    {
        var result = await Commands.ApproveAsync(actor, request, Gone);
        _approvedHere |= result is CommandResult.Done;
        return result;
    });

    private async Task RejectAsync(string? comment)
    {
        var parameters = new DialogParameters<RejectDialog> { { dialog => dialog.Change, _change }, { dialog => dialog.Comment, comment } };
        var dialog = await Dialogs.ShowAsync<RejectDialog>(null, parameters);
        if (await dialog.Result is not { Canceled: false, Data: string reason }) return;
        await ActAsync(actor => Commands.RejectAsync(actor, Id, string.IsNullOrWhiteSpace(reason) ? null : reason, Gone));
    }

    /// <summary>Asks anew who acts: a role may be gone since the page was opened.</summary>
    private async Task ActAsync(Func<Actor, Task<CommandResult>> command)
    {
        if (_busy) return;
        _busy = true;
        try
        {
            _refusal = await CurrentActor.GetAsync() is not { } actor
                ? "You are signed out. Sign in again to go on."
                : (await command(actor) as CommandResult.Refused)?.Detail;
            await OnParametersSetAsync();
        }
        finally
        {
            _busy = false;
        }
    }
}
