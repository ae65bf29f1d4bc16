using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

internal static class Wrapping
{
    /// <summary>Puts something in front of a port's implementation.</summary>
    public static void Wrap<T>(this IServiceCollection services, Func<T, T> wrap) where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(provider => wrap((T)(inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }
}
