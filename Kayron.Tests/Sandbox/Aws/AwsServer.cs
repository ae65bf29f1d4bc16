using System.Net;
using Kayron.Sandbox.Aws;
using Kayron.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Kayron.Tests.Sandbox.Aws;

/// <summary>The emulated AWS on a port of its own, with templates and images to start from.</summary>
internal sealed class AwsServer : IAsyncDisposable
{
    public const string Bucket = "templates";

    private readonly WebApplication _application;

    private AwsServer(WebApplication application, AwsWorld world, CallLog calls) => (_application, World, Calls) = (application, world, calls);

    public AwsWorld World { get; }

    public CallLog Calls { get; }

    public Uri Address => new(_application.Urls.First());

    public static async Task<AwsServer> StartAsync(TimeProvider? clock = null, AwsOptions? options = null)
    {
        var calls = new CallLog();
        var world = new AwsWorld(options ?? new AwsOptions { Pace = 1000 }, clock ?? TimeProvider.System, calls);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(world.HandleAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new AwsServer(application, world, calls);
    }

    public SignedClient Client(string accessKeyId = "sandbox", string secret = "sandbox", string? token = null, TimeProvider? clock = null) => new(Address, accessKeyId, secret, token, clock ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }
}
