using Kayron.Core.Commands;
using Kayron.Core.Configuration;
using Kayron.Core.GitHub;
using Kayron.Core.People;
using Kayron.Core.Telemetry;
using Kayron.Sandbox;
using Kayron.Sandbox.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Kayron.Tests.Support;

/// <summary>A daemon whose people sign in with the sandbox's GitHub and OpenID Connect provider.</summary>
internal sealed class ProviderWorld : IAsyncDisposable
{
    private ProviderWorld(SandboxHost sandbox, TestDaemon daemon) => (Sandbox, Daemon) = (sandbox, daemon);

    public SandboxHost Sandbox { get; }
    public TestDaemon Daemon { get; }
    public FakeAccounts Accounts => Daemon.Core.Accounts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ProviderWorld> StartAsync(string? secret = null, Func<KayronSettings, KayronSettings>? settings = null)
    {
        var sandbox = await SandboxHost.StartAsync(new SandboxOptions { GitHubPort = 0, AwsPort = 0 }, ct: Cancel);
        var gitHub = new GitHubSettings("sandbox", new Uri(sandbox.Description.GitHub));
        var roles = new RoleGrants([new("engineering", Actor.Everywhere, Role.Viewer), new("platform", "production", Role.Approver), new("administrators", Actor.Everywhere, Role.Administrator)]);
        var auth = new AuthSettings
        {
            GitHub = new GitHubSignInSettings(SandboxClient.Id, secret ?? SandboxClient.Secret, "acme", roles, TimeSpan.FromMinutes(15)),
            Oidc = new OidcSettings(new Uri(gitHub.Url!, "/oidc"), SandboxClient.Id, secret ?? SandboxClient.Secret, roles, "groups", "github", ["profile", "email", "groups"], "acme"),
        };
        var daemon = await TestDaemon.StartAsync(
            sandbox: false, settings: given => (settings ?? (same => same))(given with { GitHub = gitHub, Auth = auth }),
            services: services => services.AddSingleton<IMemberships>(provider => new MembershipReader(gitHub, "acme", provider.GetRequiredService<KayronMetrics>(), TimeProvider.System)));
        return new ProviderWorld(sandbox, daemon);
    }

    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
