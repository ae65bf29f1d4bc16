using Kayron.Core.Commands;

namespace Kayron.Web.Components.Shared;

/// <summary>A live page with buttons. Each goes through a command of Core, which authorises; a refusal is shown in words where it happened.</summary>
public abstract class ActingPage : LivePage
{
    /// <summary>Why the last action was refused.</summary>
    protected string? Refusal { get; set; }

    protected bool Busy { get; private set; }

    /// <summary>Asks anew who acts: a role may be gone since the page was opened.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> ActAsync(Func<Actor, Task<CommandResult>> command)
    {
        if (Busy) return false;
        Busy = true;
        try
        {
            var result = await CurrentActor.GetAsync() is { } actor
                ? await command(actor)
                : new CommandResult.Refused("signed-out", 401, "You are signed out. Sign in again to go on.");
            Refusal = (result as CommandResult.Refused)?.Detail;
            await OnParametersSetAsync();
            return result is CommandResult.Done;
        }
        finally
        {
            Busy = false;
        }
    }
}
