using System.Net;
using System.Runtime.Serialization;
using Kayron.Core.Configuration;
using Kayron.Core.Reconcile;
using Kayron.Core.Releases;
using Octokit;

namespace Kayron.Core.GitHub;

/// <summary>The one place where what Octokit throws becomes one of the three kinds of fault.</summary>
internal sealed class GitHubFaults(GitHubSettings settings)
{
    private readonly string _caller = settings.App is null ? "the token in KAYRON_GITHUB_TOKEN (Kayron:GitHub:Token)" : "the GitHub App of Kayron:GitHub:App";

    public static bool IsNotFound(Exception exception) => exception is ApiException { StatusCode: HttpStatusCode.NotFound };

    /// <returns>Null for what is no fault of GitHub's: cancellation, our own faults, bugs.</returns>
    public ReconcileException? Translate(Exception exception, RepositoryName repository) => Translate(exception, repository.ToString());

    /// <param name="about">What was asked for, for people.</param>
    public ReconcileException? Translate(Exception exception, string about) => exception switch
    {
        AuthorizationException => new BlockedException($"GitHub does not accept {_caller}; it may have expired or been revoked", exception),
        ApiException { StatusCode: HttpStatusCode.NotFound } =>
            new BlockedException($"{_caller} cannot see {about}, or the repository does not exist", exception),
        ApiException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.UnavailableForLegalReasons } forbidden =>
            new BlockedException($"{_caller} may not read {about}: GitHub says {Quote.Of(WordsOf(forbidden))}", exception),
        ApiException { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout } failed =>
            new TransientException($"GitHub failed to answer about {about}: status {(int)failed.StatusCode}", cause: exception),
        ApiException refused => new BlockedException($"GitHub refused a request about {about}: status {(int)refused.StatusCode}, {Quote.Of(WordsOf(refused))}", exception),
        OperationCanceledException { InnerException: TimeoutException } => new TransientException($"GitHub did not answer in time about {about}", cause: exception),
        HttpRequestException => new TransientException($"GitHub cannot be reached about {about}: {exception.Message}", cause: exception),
        SerializationException or InvalidCastException or FormatException or IOException =>
            new TransientException($"GitHub's answer about {about} cannot be read", cause: exception),
        _ => null,
    };

    /// <param name="permission">What the token needs to write so, as GitHub calls it.</param>
    public ReconcileException? TranslateWrite(Exception exception, RepositoryName repository, string permission) => exception switch
    {
        AuthorizationException => Translate(exception, repository),
        ApiException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Forbidden } denied =>
            new BlockedException($"{_caller} may not write to {repository}: GitHub says {Quote.Of(WordsOf(denied))}; it needs the permission {permission}", exception),
        _ => Translate(exception, repository),
    };

    private static string WordsOf(ApiException exception) => exception.ApiError?.Message ?? exception.Message;
}
