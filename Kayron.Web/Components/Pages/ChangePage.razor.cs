using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Web.Components.Presentation;
using Kayron.Web.Components.Shared;
using Kayron.Web.Components.Shared.Changes;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kayron.Web.Components.Pages;

/// <summary>One change: what a person needs to judge it, and the button that approves what is on the screen.</summary>
public sealed partial class ChangePage
{
    private ChangeView? _change;
    private ChangeView? _newer;
    private bool _read;
    private bool _wasOpen;
    private bool _approvedHere;

    [Parameter] public string Id { get; set; } = "";

    protected override bool Concerns(string environment) => environment == _change?.Environment;

    protected override async Task ReadAsync()
    {
        var read = await Changes.FindAsync(Id, Gone);
        // What is on the screen stays until a person asks for the new one: nobody approves what they have not seen.
        if (read is not null && read.Id == _change?.Id && read.Fingerprint != _change.Fingerprint) _newer = read;
        else Show(read);
        if (_approvedHere && read is { DeploymentId: { } deployment }) Navigation.NavigateTo(Paths.Deployment(deployment));
    }

    private void Show(ChangeView? read)
    {
        if (read?.Id != _change?.Id) (_wasOpen, _approvedHere, Refusal) = (read is not null && !ChangeState.IsOver(read.State), false, null);
        (_change, _newer, _read) = (read, null, true);
    }

    private void ShowNewer() => Show(_newer);

    private async Task ApproveAsync(ApproveRequest request) => _approvedHere |= await ActAsync(actor => Commands.ApproveAsync(actor, request, Gone));

    private async Task RetryAsync()
    {
        var reason = await Asking.AskReasonAsync("Try it again?", "What failed is planned and judged once more. If it fails again, it takes another press.", "Try again");
        if (reason is not null) await ActAsync(actor => Retries.RetryAsync(actor, Id, reason.Length == 0 ? null : reason, Gone));
    }

    private async Task OverrideAsync()
    {
        var shown = await Asking.ShowAsync<OverrideDialog>(null, new DialogParameters<OverrideDialog> { { dialog => dialog.Change, _change! } });
        if (await shown.Result is { Canceled: false, Data: OverrideRequest request }) _approvedHere |= await ActAsync(actor => Overrides.OverrideAsync(actor, request, Gone));
    }

    private async Task RejectAsync(string? comment)
    {
        var name = VersionText.Fingerprint(_change!.Fingerprint);
        var reason = await Asking.AskReasonAsync(
            $"Reject {name}?", $"One rejection ends this change to {_change.Environment}. The same inputs stay closed until one of them changes.", $"Reject {name}", "Comment", comment, bad: true);
        if (reason is not null) await ActAsync(actor => Commands.RejectAsync(actor, Id, reason.Length == 0 ? null : reason, Gone));
    }
}
