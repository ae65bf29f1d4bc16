using Kayron.Core.Commands;
using Kayron.Sandbox;
using Kayron.Web.Auth;

namespace Kayron.Web.Sandbox;

/// <summary>The sandbox that a development process brings with it, on the state in its data directory.</summary>
public sealed class EmbeddedSandbox : IAsyncDisposable
{
    private readonly SandboxLock _lock;
    private readonly SandboxHost _host;

    private EmbeddedSandbox(SandboxLock @lock, SandboxHost host) => (_lock, _host) = (@lock, host);

    public SandboxDescription Description => _host.Description;

    /// <summary>What can be made to happen in it.</summary>
    public SandboxHost Host => _host;

    public SandboxInfo Info => InfoOf(_host);

    public SandboxAccounts Accounts => AccountsOf(Description);

    public static SandboxInfo InfoOf(SandboxHost host) =>
        new(new Uri(host.Description.GitHub), new Uri(host.Description.Aws), host.Description.Repositories) { Actions = host.Actions };

    public static SandboxAccounts AccountsOf(SandboxDescription description) =>
        new([.. description.People.Select(person => new SandboxAccount(person.Login, person.Name, Roles(person.Role)))]);

    /// <param name="data">The process's data directory; the sandbox has its own folder there.</param>
    public static async Task<EmbeddedSandbox> StartAsync(string data, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(data, "sandbox");
        var @lock = SandboxLock.Take(directory);
        try
        {
            var host = await SandboxHost.StartAsync(new SandboxOptions { DataDirectory = directory }, ct: cancellationToken);
            SandboxEndpoint.Write(directory, host.Description);
            return new EmbeddedSandbox(@lock, host);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _lock.Dispose();
    }

    private static Dictionary<string, Role> Roles(string role) => new() { [Actor.Everywhere] = Enum.Parse<Role>(role, ignoreCase: true) };
}
