using Kayron.Core.Queries;

namespace Kayron.Web.Components.Presentation;

/// <summary>What a pause covers.</summary>
public static class PauseWords
{
    public static string Scope(PauseView pause) => (pause.Environment, pause.Service) switch
    {
        (null, null) => "Everything is paused",
        (null, var service) => $"{service} is paused everywhere",
        (var environment, null) => $"{Words.Capital(environment)} is paused",
        var (environment, service) => $"{service} is paused in {environment}",
    };
}
