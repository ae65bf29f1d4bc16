using Kayron.Core.Commands;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kayron.Web.Auth;

/// <summary>For components, static and interactive: a circuit outlives the request that opened it, but not its principal.</summary>
public sealed class CurrentActor(AuthenticationStateProvider state, ActorSource actors) : ICurrentActor
{
    public async Task<Actor?> GetAsync()
    {
        var current = await state.GetAuthenticationStateAsync();
        return await actors.FindAsync(current.User, "dashboard", CancellationToken.None);
    }
}
