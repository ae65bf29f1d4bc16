using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;

namespace Kayron.Web.Api;

/// <summary>Reads a JSON body strictly: a key that is not known, is there twice or holds the wrong type is refused by name.</summary>
internal static class RequestBody
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
    };

    /// <summary>No body is an empty object: what must be in it is missed by name.</summary>
    public static async Task<(T Value, IResult? Problem)> ReadAsync<T>(HttpRequest request) where T : new()
    {
        if (!request.HasJsonContentType())
            return (new T(), HasBody(request) ? ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "media-type", "The body must be JSON, with the content type application/json.") : null);
        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(request.Body, Options, request.HttpContext.RequestAborted) ?? new T(), null);
        }
        catch (JsonException wrong)
        {
            return (new T(), ApiProblem.Invalid(Key(wrong), Describe(wrong)));
        }
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength != 0 && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;

    private static string Key(JsonException wrong) => wrong.Path is { Length: > 2 } path ? path[2..] : "The body";

    private static string Describe(JsonException wrong) => wrong.Message switch
    {
        var message when message.Contains("could not be mapped", StringComparison.Ordinal) => "is not a key of this request.",
        var message when message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase) => "is there more than once.",
        var message when message.Contains("could not be converted", StringComparison.Ordinal) => message.Contains(nameof(DateTimeOffset), StringComparison.Ordinal)
            ? "must be a time such as 2026-11-27T17:00:00Z."
            : "has the wrong type.",
        _ => "is not valid JSON.",
    };
}
