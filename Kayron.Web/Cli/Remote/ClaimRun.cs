using Kayron.Core.Queries;

namespace Kayron.Web.Cli.Remote;

/// <param name="Environment">Null: the only one that can be claimed and has the service.</param>
/// <param name="Branch">Null where the claim is ended.</param>
/// <param name="For">Null: the usual time.</param>
internal sealed record ClaimOptions(string? Environment, string Service, string? Branch, TimeSpan? For);

/// <summary><c>kayron deploy --service … --branch …</c>: makes and ends claims at a running Kayron.</summary>
internal sealed class ClaimRun(KayronApi api, TextWriter output)
{
    public async Task<int> ClaimAsync(ClaimOptions options, CancellationToken cancellationToken)
    {
        var environment = options.Environment ?? await FindEnvironmentAsync(options.Service, cancellationToken);
        DateTimeOffset? until = options.For is { } time ? TimeProvider.System.GetUtcNow() + time : null;
        var claim = await api.SendAsync<ClaimView>(HttpMethod.Post, "claims", new { environment, service = options.Service, branch = options.Branch, until }, cancellationToken);
        await output.WriteLineAsync(Printable.Of($"{claim.Service} in {claim.Environment} follows the branch {claim.Branch} until {StatusText.Time(claim.Until)} (claim {claim.Id})."));
        await output.WriteLineAsync("Its head is deployed through every gate, and each push after it; 'kayron status' shows how far it is, --end ends it.");
        return ExitCode.Done;
    }

    public async Task<int> EndAsync(ClaimOptions options, CancellationToken cancellationToken)
    {
        var claims = await api.ListAsync<ClaimView>($"claims{RemoteCommand.Query(("environment", options.Environment))}", cancellationToken);
        var claim = claims.Where(claim => claim.Service == options.Service).ToList() switch
        {
            [var only] => only,
            [] => throw new CommandException(ExitCode.Failed, Printable.Of($"Nobody claims {options.Service}{(options.Environment is { } name ? $" in {name}" : "")}.")),
            var several => throw new CommandException(ExitCode.Usage, Printable.Of($"--environment is needed: {options.Service} is claimed in {string.Join(" and ", several.Select(each => each.Environment))}.")),
        };
        await api.SendAsync(HttpMethod.Delete, $"claims/{claim.Id}", null, cancellationToken);
        await output.WriteLineAsync(Printable.Of($"The claim of {claim.Service} in {claim.Environment} has ended: it goes back to its definition through every gate."));
        return ExitCode.Done;
    }

    private async Task<string> FindEnvironmentAsync(string service, CancellationToken cancellationToken)
    {
        var claimable = (await api.ListAsync<EnvironmentView>("environments", cancellationToken)).Where(environment => environment.Tier is "development" or "testing").ToList();
        return claimable.Where(environment => environment.Releases.Any(release => release.Kind == "service" && release.Name == service)).ToList() switch
        {
            [var only] => only.Name,
            [] => throw new CommandException(ExitCode.Failed, Printable.Of($"--service: no environment for development or testing has a service {service}; there are {string.Join(", ", claimable.Select(environment => environment.Name))}.")),
            var several => throw new CommandException(ExitCode.Usage, Printable.Of($"--environment is needed: {string.Join(" and ", several.Select(environment => environment.Name))} have {service}.")),
        };
    }
}
