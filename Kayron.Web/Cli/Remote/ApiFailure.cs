using System.Net;
using System.Text.Json;

namespace Kayron.Web.Cli.Remote;

/// <summary>A refusal of the API in words: the problem's own detail where there is one.</summary>
internal static class ApiFailure
{
    public static async Task<CommandException> ReadAsync(HttpResponseMessage answer, Uri address, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            return new CommandException(ExitCode.Failed, "KAYRON_API_TOKEN is not known to that Kayron, or has expired. Make another under Settings.");
        var (code, detail) = await ReadProblemAsync(answer, cancellationToken);
        return detail is null
            ? new CommandException(ExitCode.Failed, $"{address.GetLeftPart(UriPartial.Authority)} answers {(int)answer.StatusCode}, and not as Kayron does: is KAYRON_URL right?")
            : new CommandException(code == "invalid" && answer.StatusCode == HttpStatusCode.BadRequest ? ExitCode.Usage : ExitCode.Failed, Printable.Of($"Refused: {Sentence(detail)} ({code})"));
    }

    private static string Sentence(string detail) => detail.EndsWith('?') ? detail : $"{detail.TrimEnd('.')}.";

    private static async Task<(string? Code, string? Detail)> ReadProblemAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return (null, null);
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return (Text("code"), Text("detail"));

            string? Text(string name) => problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }
}
