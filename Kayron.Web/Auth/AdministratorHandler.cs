using Kayron.Core.Commands;
using Microsoft.AspNetCore.Authorization;

namespace Kayron.Web.Auth;

/// <summary>An administrator of every environment.</summary>
public sealed record AdministratorRequirement : IAuthorizationRequirement;

public sealed class AdministratorHandler(ActorSource actors) : AuthorizationHandler<AdministratorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdministratorRequirement requirement)
    {
        if (await actors.FindAsync(context.User, "dashboard", CancellationToken.None) is { } actor && actor.Is(Role.Administrator, environment: null)) context.Succeed(requirement);
    }
}
