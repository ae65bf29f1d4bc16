using Kayron.Core.Commands;

namespace Kayron.Web.Auth;

/// <summary>Who is behind this request or circuit. Roles are read anew on each call, so that a revoked one is gone at the next action.</summary>
public interface ICurrentActor
{
    /// <returns>Null: nobody is signed in.</returns>
    Task<Actor?> GetAsync();
}
