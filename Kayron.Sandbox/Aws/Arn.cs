namespace Kayron.Sandbox.Aws;

/// <summary>The parts of <c>arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE</c>.</summary>
public static class Arn
{
    public static bool Is(string text) => text.StartsWith("arn:", StringComparison.Ordinal) && text.Split(':').Length >= 6;

    public static string Account(string arn) => arn.Split(':')[4];

    public static string Service(string arn) => arn.Split(':')[2];

    public static string Resource(string arn) => arn.Split(':', 6)[5];
}
