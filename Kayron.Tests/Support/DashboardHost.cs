using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Sandbox;
using Kayron.Web.Auth;
using Kayron.Web.Components;
using Kayron.Web.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kayron.Tests.Support;

/// <summary>The dashboard on a loopback port of its own, over fakes: for looking at pages, and for tests in a browser.</summary>
public sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DashboardHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());
    public DashboardWorld World { get; private init; } = null!;
    public FakeCommands Commands { get; private init; } = null!;
    public FixedActor Actor { get; private init; } = null!;
    public LiveFeed Feed { get; private init; } = null!;
    public ManualTime Time { get; private init; } = null!;

    private static SignInOptions SandboxPeople { get; } =
        new([new Kayron.Web.Auth.SandboxPerson("ada", "Ada", "approver"), new("grace", "Grace", "operator"), new("linus", "Linus", "administrator"), new("vera", "Vera", "viewer")], true);

    public static async Task<DashboardHost> StartAsync(DashboardWorld world, ManualTime time, SandboxActions? actions = null, SignInOptions? signIn = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "kayron", EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseStaticWebAssets();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning)
            // A browser that is still connected when its server goes is no news.
            .AddFilter("Microsoft.AspNetCore.Http.Connections", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.SignalR", LogLevel.None);
        var host = new { Commands = new FakeCommands(), Actor = new FixedActor(), Feed = new LiveFeed() };
        AddFakes(builder.Services, world, host.Commands, host.Actor, host.Feed, time);
        builder.Services.AddSingleton(signIn ?? SandboxPeople);
        builder.Services.AddSingleton(new SandboxStatus { Info = new(new("http://127.0.0.1:7778/"), new("http://127.0.0.1:7779/"), "/data/sandbox/repositories") { Actions = actions } });
        var app = builder.Build();
        Configure(app);
        await app.StartAsync();
        return new(app) { World = world, Commands = host.Commands, Actor = host.Actor, Feed = host.Feed, Time = time };
    }

    private static void AddFakes(IServiceCollection services, DashboardWorld world, FakeCommands commands, FixedActor actor, LiveFeed feed, TimeProvider time)
    {
        var queries = new FakeQueries(world);
        new FakeGates(commands, world).Register(services);
        services.AddSingleton<IOutboxQueries>(new FakeOutbox(world, commands)).AddSingleton<IOutboxCommands>(new FakeOutbox(world, commands));
        services.AddSingleton<IEnvironmentQueries>(queries).AddSingleton<IChangeQueries>(queries).AddSingleton<IDeploymentQueries>(queries);
        services.AddSingleton<IRunQueries>(queries).AddSingleton<IPauseQueries>(queries).AddSingleton<IClaimQueries>(queries).AddSingleton<IPreviewQueries>(queries).AddSingleton<IImageQueries>(queries);
        services.AddSingleton<IChangeCommands>(commands).AddSingleton<IPauseCommands>(commands).AddSingleton<IReconcileCommands>(commands).AddSingleton<IClaimCommands>(commands);
        FakeAccounts.AddSeeded(services);
        FakeRecords.Add(services, world, commands);
        services.AddSingleton(feed).AddSingleton(time);
        services.AddSingleton<ICurrentActor>(actor);
        services.AddSingleton(DashboardWorld.Settings);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthorization();
        services.AddDashboard();
        services.AddSingleton<AuthenticationStateProvider>(actor);
    }

    private static void Configure(WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Dashboard.ContentSecurityPolicy;
            return next(context);
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRouting();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        // Who is signed in is the fakes' business: no endpoint asks for a cookie.
        app.MapDashboard().AllowAnonymous();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
