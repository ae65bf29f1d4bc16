using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Web.Components.Presentation;
using Kayron.Web.Components.Shared;
using Kayron.Web.Components.Shared.Claims;
using Kayron.Web.Components.Shared.Environments;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kayron.Web.Components.Pages;

/// <summary>One environment: what runs, what should, what is in between and why.</summary>
public sealed partial class EnvironmentPage
{
    private const int Attempts = 50;
    private const int Shown = 5;
    private EnvironmentView? _environment;
    private IReadOnlyList<MatrixCell> _releases = [];
    private IReadOnlyList<DeploymentSummary> _deployments = [];
    private IReadOnlyList<RunView> _runs = [];
    private Page<PreviewView> _previews = new([], 0);
    private IReadOnlyList<QuarantineView> _quarantines = [];
    private IReadOnlyList<ClaimView> _claims = [];
    private bool _read;

    [Parameter] public string Name { get; set; } = "";

    private bool May => Actor?.Is(Role.Operator, Name) == true;

    protected override bool Concerns(string environment) => environment == Name;

    protected override async Task ReadAsync()
    {
        var environment = await Environments.FindAsync(Name, Gone);
        var deployments = (await Deployments.ListAsync(Name, null, null, new PageRequest(1, Attempts), Gone)).Items;
        _previews = await Previews.ListAsync(Name, null, new PageRequest(1, Shown), Gone);
        _runs = (await Runs.ListAsync(Name, null, new PageRequest(1, Shown), Gone)).Items;
        _quarantines = (await Quarantines.ListAsync(Name, new PageRequest(1, 200), Gone)).Items;
        _claims = (await ClaimQueries.ListAsync(Name, new PageRequest(1, Attempts), Gone)).Items;
        _deployments = [.. deployments.Take(Shown)];
        _releases = environment is null ? [] : Matrix.Of([environment], deployments).Column(0);
        (_environment, _read) = (environment, true);
    }

    /// <summary>A pause of everything is ended by who may act everywhere.</summary>
    private bool MayResume(PauseView pause) => Actor?.Is(Role.Operator, pause.Environment) == true;

    private async Task ReconcileAsync()
    {
        if (await ActAsync(actor => Reconciles.ReconcileAsync(actor, Name, Gone))) Snackbar.Add($"{Name} is looked at now", Severity.Normal);
    }

    private async Task ClaimAsync()
    {
        if (await Asking.AskClaimAsync([_environment!], Name) is { } request) await ActAsync(actor => Claims.ClaimAsync(actor, request, Gone));
    }

    private async Task EndClaimAsync(ClaimView claim)
    {
        if (await Asking.AskAsync($"End the claim of {claim.Service}?", $"{claim.Service} goes back to its definition, through every gate.", "End claim"))
            await ActAsync(actor => Claims.EndAsync(actor, claim.Id, Gone));
    }

    private async Task PauseAsync()
    {
        var services = _environment!.Releases.Where(release => release.Kind == "service").Select(release => release.Name).ToList();
        var parameters = new DialogParameters<PauseDialog> { { dialog => dialog.Environment, Name }, { dialog => dialog.Services, services } };
        var shown = await Asking.ShowAsync<PauseDialog>(null, parameters);
        if (await shown.Result is { Canceled: false, Data: PauseRequest request }) await ActAsync(actor => Pauses.PauseAsync(actor, request, Gone));
    }

    private async Task ResumeAsync(PauseView pause)
    {
        var reason = await Asking.AskReasonAsync($"Resume {pause.Service ?? pause.Environment ?? "everything"}?", "What waited for it starts at once where nothing else holds it.", "Resume");
        if (reason is not null) await ActAsync(actor => Pauses.ResumeAsync(actor, pause.Id, reason.Length == 0 ? null : reason, Gone));
    }
}
