using System.Diagnostics;
using System.Net;
using Kayron.Tests.Architecture;
using Kayron.Tests.Support;

namespace Kayron.Tests.Delivery;

/// <summary>
/// What the Dockerfile builds, without Docker: the same files, the same command, and then a process of another user that is number 1 in its namespace and sees
/// a read-only file system with one directory to write to.
/// </summary>
public sealed class PublishedTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567", User = "1654";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Files = ["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "BannedSymbols.txt", "appsettings.json"];
    private static readonly string[] Folders = ["Kayron.Core", "Kayron.Sandbox", "Kayron.Web", "wwwroot"];

    [Fact]
    public async Task It_runs_as_process_1_of_another_user_on_a_read_only_file_system_and_ends_at_sigterm()
    {
        using var directory = new TemporaryDirectory();
        var (source, application, data) = (Path.Combine(directory.Path, "source"), Path.Combine(directory.Path, "app"), Path.Combine(directory.Path, "data"));
        await PublishAsync(source, application);

        var version = await RunAsync(Dotnet, directory.Path, Path.Combine(application, "kayron.dll"), "version");
        Assert.Contains(Sha, version, StringComparison.Ordinal);
        Assert.Contains("v9.8.7", version, StringComparison.Ordinal);

        Assert.SkipUnless(await IsPossibleAsync(), "a mount namespace of one's own needs Linux, root, unshare and setpriv");
        Directory.CreateDirectory(data);
        await RunAsync("chmod", directory.Path, "-R", "go+rX,a-w", application, directory.Path);
        await RunAsync("chown", directory.Path, $"{User}:{User}", data);
        await RunAsync("chmod", directory.Path, "700", data);
        await ServeAsync(directory.Path, application, data);
        Assert.True(File.Exists(Path.Combine(data, "kayron.db")));
    }

    /// <summary>The one whose runtime this is: the tests' own process may be an executable of their own.</summary>
    private static string Dotnet => Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static async Task PublishAsync(string source, string application)
    {
        Directory.CreateDirectory(source);
        foreach (var file in Files) File.Copy(Path.Combine(SourceTree.Root, file), Path.Combine(source, file));
        foreach (var folder in Folders) CopyFolder(Path.Combine(SourceTree.Root, folder), Path.Combine(source, folder));
        await RunAsync(Dotnet, source, "restore", "Kayron.Web", "--locked-mode");
        await RunAsync(
            Dotnet, source, "publish", "Kayron.Web", "--no-restore", "--configuration", "Release", $"-p:SHA={Sha}", "-p:TAG=v9.8.7", "-p:RepositoryUrl=", "-p:UseAppHost=false", "-p:RunAnalyzers=false",
            "--output", application);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))) CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static async Task ServeAsync(string directory, string application, string data)
    {
        var script = $"""
            mount --make-rprivate / && mount --bind '{data}' '{data}' && mount -o remount,ro,bind / && cd / &&
            exec setpriv --reuid {User} --regid {User} --clear-groups --inh-caps=-all --no-new-privs env -i PATH=/usr/bin:/bin HOME=/nonexistent \
              KAYRON_DATA='{data}' KAYRON_HTTP_PORT=0 DOTNET_EnableDiagnostics=0 '{Dotnet}' '{application}/kayron.dll'
            """;
        using var process = Start("unshare", directory, "--pid", "--fork", "--mount", "--mount-proc", "--kill-child", "sh", "-c", script);
        var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            var address = await AddressAsync(process) ?? throw new InvalidOperationException(await complaints);
            var drained = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
            Assert.Equal("OK", await client.GetStringAsync("/healthz", TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/sign-in", TestContext.Current.CancellationToken)).StatusCode);
            var child = (await File.ReadAllTextAsync($"/proc/{process.Id}/task/{process.Id}/children", TestContext.Current.CancellationToken)).Trim();
            await RunAsync("kill", directory, "-TERM", child);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), (process.ExitCode, await complaints));
            await drained;
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string?> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.Contains("server is accepting calls", StringComparison.Ordinal)) return System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("address").GetString();
        return null;
    }

    private static async Task<bool> IsPossibleAsync()
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            using var process = Start("unshare", "/", "--pid", "--fork", "--mount", "setpriv", "--reuid", User, "--regid", User, "--clear-groups", Dotnet, "--list-runtimes");
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(string command, string directory, params string[] arguments)
    {
        using var process = Start(command, directory, arguments);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {output} {await error}");
    }

    private static Process Start(string command, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // The build that runs the tests leaves variables behind that a build within it would take for its own.
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || key is "CI").ToList()) start.Environment.Remove(inherited);
        return Process.Start(start)!;
    }
}
