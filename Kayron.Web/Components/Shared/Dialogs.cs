using MudBlazor;

namespace Kayron.Web.Components.Shared;

/// <summary>Asking a person, in one line.</summary>
public static class Dialogs
{
    /// <returns>The reason, empty where none was given; null: they changed their mind.</returns>
    public static async Task<string?> AskReasonAsync(
        this IDialogService dialogs, string title, string text, string action, string label = "Reason", string? reason = null, bool bad = false, bool required = false)
    {
        var parameters = new DialogParameters<ReasonDialog>
        {
            { dialog => dialog.Title, title }, { dialog => dialog.Text, text }, { dialog => dialog.Action, action },
            { dialog => dialog.Label, label }, { dialog => dialog.Reason, reason }, { dialog => dialog.Bad, bad }, { dialog => dialog.Required, required },
        };
        var shown = await dialogs.ShowAsync<ReasonDialog>(null, parameters);
        return await shown.Result is { Canceled: false, Data: string given } ? given : null;
    }

    /// <returns>False: they changed their mind.</returns>
    public static async Task<bool> AskAsync(this IDialogService dialogs, string title, string text, string action, bool bad = false)
    {
        var parameters = new DialogParameters<AskDialog>
        {
            { dialog => dialog.Title, title }, { dialog => dialog.Text, text }, { dialog => dialog.Action, action }, { dialog => dialog.Bad, bad },
        };
        var shown = await dialogs.ShowAsync<AskDialog>(null, parameters);
        return await shown.Result is { Canceled: false };
    }
}
