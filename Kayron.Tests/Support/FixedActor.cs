using System.Security.Claims;
using Kayron.Core.Commands;
using Kayron.Web.Auth;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kayron.Tests.Support;

/// <summary>The same person for every request and circuit.</summary>
public sealed class FixedActor : AuthenticationStateProvider, ICurrentActor
{
    public Actor? Actor { get; set; } = Someone("ada", "Ada", Role.Approver);

    public static Actor Someone(string login, string name, Role role) =>
        new($"sandbox:{login}", login, name, new Dictionary<string, Role> { [Actor.Everywhere] = role }, "dashboard");

    public Task<Actor?> GetAsync() => Task.FromResult(Actor);

    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(new AuthenticationState(new ClaimsPrincipal(Actor is null ? new ClaimsIdentity() : new ClaimsIdentity([new(ClaimTypes.Name, Actor.Login)], "test"))));
}
