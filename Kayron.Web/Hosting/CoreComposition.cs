using Kayron.Core;
using Kayron.Core.Configuration;
using Kayron.Core.Storage;

namespace Kayron.Web.Hosting;

/// <summary>Puts Kayron's core below the web.</summary>
/// <param name="Register">Adds its services.</param>
/// <param name="PrepareAsync">Brings storage up to date before anything uses it.</param>
public sealed record CoreComposition(Action<IServiceCollection, KayronSettings> Register, Func<IServiceProvider, CancellationToken, Task> PrepareAsync)
{
    public static CoreComposition Kayron { get; } = new((services, settings) => services.AddKayronCore(settings), Database.MigrateAsync);
}
