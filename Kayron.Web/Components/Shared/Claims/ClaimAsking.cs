using Kayron.Core.Commands;
using Kayron.Core.Queries;
using MudBlazor;

namespace Kayron.Web.Components.Shared.Claims;

/// <summary>Asking what to claim, in one line.</summary>
public static class ClaimAsking
{
    /// <param name="claimable">Environments to choose from; at least one.</param>
    /// <param name="environment">The one to begin with.</param>
    /// <returns>Null: they changed their mind.</returns>
    public static async Task<ClaimRequest?> AskClaimAsync(this IDialogService dialogs, IReadOnlyList<EnvironmentView> claimable, string? environment)
    {
        var shown = await dialogs.ShowAsync<ClaimDialog>(null, new DialogParameters<ClaimDialog> { { dialog => dialog.Environments, claimable }, { dialog => dialog.Environment, environment } });
        return await shown.Result is { Canceled: false, Data: ClaimRequest request } ? request : null;
    }
}
