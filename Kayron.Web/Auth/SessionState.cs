using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Kayron.Web.Auth;

/// <summary>
/// Who an open page belongs to. It asks now and then whether the session still holds, so that a page that was left open shows nothing more once it does not.
/// Actions ask by themselves, each time.
/// </summary>
public sealed class SessionState : ServerAuthenticationStateProvider, IDisposable
{
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    private readonly ActorSource _actors;
    private readonly ILogger<SessionState> _logger;
    private readonly ITimer _timer;

    public SessionState(ActorSource actors, TimeProvider clock, ILogger<SessionState> logger)
    {
        (_actors, _logger) = (actors, logger);
        _timer = clock.CreateTimer(_ => _ = LookAsync(), null, BetweenLooks, BetweenLooks);
    }

    public async Task LookAsync()
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (Identity.From(state.User) is null || await _actors.FindAsync(state.User, "dashboard", CancellationToken.None, used: false) is not null) return;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
        catch (Exception failure)
        {
            // The database may be busy; the next look, and every action, ask again.
            _logger.LogWarning(failure, "a session could not be looked up");
        }
    }

    public void Dispose() => _timer.Dispose();
}
