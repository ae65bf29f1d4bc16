using Bunit;
using Kayron.Core.Commands;
using Kayron.Core.Queries;
using Kayron.Core.Reconcile;
using Kayron.Web.Auth;
using Kayron.Web.Components.Shared;
using Kayron.Web.Sandbox;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Kayron.Tests.Support;

/// <summary>Renders one component of the dashboard over fakes, as an interactive circuit would.</summary>
public sealed class DashboardContext : BunitContext
{
    public DashboardContext(DashboardWorld? world = null)
    {
        World = world ?? new DashboardWorld();
        var queries = new FakeQueries(World);
        // A busy machine is slow, not wrong.
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<Ticker>().AddSingleton<TimeProvider>(Time).AddSingleton(Feed).AddSingleton<ICurrentActor>(Actor).AddSingleton(new SandboxStatus());
        Services.AddSingleton<IOutboxQueries>(new FakeOutbox(World, Commands)).AddSingleton<IOutboxCommands>(new FakeOutbox(World, Commands));
        Services.AddSingleton<IEnvironmentQueries>(queries).AddSingleton<IChangeQueries>(queries).AddSingleton<IDeploymentQueries>(queries);
        Services.AddSingleton<IRunQueries>(queries).AddSingleton<IPauseQueries>(queries).AddSingleton<IClaimQueries>(queries).AddSingleton<IPreviewQueries>(queries).AddSingleton<IImageQueries>(queries);
        Services.AddSingleton<IChangeCommands>(Commands).AddSingleton<IPauseCommands>(Commands).AddSingleton<IReconcileCommands>(Commands).AddSingleton<IClaimCommands>(Commands);
        FakeAccounts.AddSeeded(Services);
        FakeRecords.Add(Services, World, Commands);
        Services.AddSingleton(DashboardWorld.Settings);
        new FakeGates(Commands, World).Register(Services);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Popovers = Render<MudPopoverProvider>();
        Dialogs = Render<MudDialogProvider>();
    }

    public DashboardWorld World { get; }
    public FakeCommands Commands { get; } = new();
    public FixedActor Actor { get; } = new();
    public LiveFeed Feed { get; } = new();
    public ManualTime Time { get; } = new(DashboardWorld.Now);
    public IRenderedComponent<MudPopoverProvider> Popovers { get; }
    public IRenderedComponent<MudDialogProvider> Dialogs { get; }

    /// <summary>Something was stored: lets a window pass, so that open pages read it.</summary>
    public void Announce(string environment)
    {
        Feed.Publish(environment);
        Time.Advance(LiveUpdates.Window);
    }
}
