namespace Kayron.Web.Components.Presentation;

/// <summary>Kinds of messages in words.</summary>
public static class OutboxKind
{
    public static string InWords(string kind) => kind switch
    {
        "github-deployment" => "GitHub deployment",
        "github-comment" => "GitHub comment",
        _ => Words.Capital(kind.Replace('-', ' ')),
    };
}
