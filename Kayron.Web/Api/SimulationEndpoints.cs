using System.Text.Json;
using Kayron.Core.Queries;

namespace Kayron.Web.Api;

internal static class SimulationEndpoints
{
    public static void MapSimulation(this IEndpointRouteBuilder api) => api.MapPost("/simulate", SimulateAsync);

    private static async Task<IResult> SimulateAsync(HttpContext context, ISimulationQueries queries, CancellationToken cancellationToken)
    {
        var (body, problem) = await RequestBody.ReadAsync<Simulation>(context.Request);
        if (problem is not null) return problem;
        return await queries.SimulateAsync(new SimulationRequest(body.At, body.Environment, body.Policies), cancellationToken) switch
        {
            SimulationResult.Done(var view) => Results.Ok(view),
            SimulationResult.Invalid(var problems) => ApiProblem.Of(StatusCodes.Status400BadRequest, "invalid", string.Join(" ", problems.Select(wrong => $"{wrong.Key} {wrong.Message}"))),
            var other => throw new InvalidOperationException($"{other} is no result of a simulation."),
        };
    }

    private sealed record Simulation
    {
        /// <summary>Null: now.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>Null: every environment.</summary>
        public string? Environment { get; init; }

        /// <summary>As below Policies in the configuration; null: what is in force.</summary>
        public JsonElement? Policies { get; init; }
    }
}
