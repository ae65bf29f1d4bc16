using System.CommandLine;
using System.CommandLine.Parsing;

namespace Kayron.Web.Cli.Remote;

/// <summary>The options of <c>kayron deploy</c> that make and end claims. They go through the API of a running Kayron, not through a loop of this process.</summary>
internal sealed class ClaimArguments
{
    public Option<string?> Service { get; } = new("--service") { Description = "Claim this service for a branch, through a running Kayron (KAYRON_URL, KAYRON_API_TOKEN).", HelpName = "NAME" };
    public Option<string?> Branch { get; } = new("--branch") { Description = "The branch that the service follows.", HelpName = "BRANCH" };
    public Option<TimeSpan?> For { get; } = new("--for") { Description = "How long (default: 8h, at most 7d).", HelpName = "DURATION", CustomParser = result => DurationOption.Parse(result) };
    public Option<bool> End { get; } = new("--end") { Description = "End the claim of the service." };

    /// <summary>What belongs to claims, and what to a deployment by this process, is not mixed.</summary>
    public void Check(CommandResult result, params ReadOnlySpan<Option> others)
    {
        var claims = result.GetResult(Service) is not null;
        foreach (var option in (ReadOnlySpan<Option>)[Branch, For, End])
            if (!claims && IsGiven(result, option)) result.AddError($"{option.Name} needs --service.");
        if (!claims) return;
        foreach (var option in others)
            if (IsGiven(result, option)) result.AddError($"{option.Name} has no meaning with --service: a running Kayron deploys what is claimed.");
        if (IsGiven(result, End) == IsGiven(result, Branch)) result.AddError("--service needs --branch BRANCH, or --end.");
        if (IsGiven(result, End) && IsGiven(result, For)) result.AddError("--for has no meaning with --end.");
    }

    public async Task<int> RunAsync(CommandContext context, ParseResult result, string? environment, CancellationToken cancellationToken)
    {
        using var api = KayronApi.Open(context, result.GetValue(Commands.EnvFile));
        var (run, options) = (new ClaimRun(api, context.Output), new ClaimOptions(environment, result.GetValue(Service)!, result.GetValue(Branch), result.GetValue(For)));
        return result.GetValue(End) ? await run.EndAsync(options, cancellationToken) : await run.ClaimAsync(options, cancellationToken);
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
