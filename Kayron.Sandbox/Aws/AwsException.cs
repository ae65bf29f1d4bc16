namespace Kayron.Sandbox.Aws;

/// <summary>The answer of a service that refuses a request; each protocol writes it in its own form.</summary>
public sealed class AwsException(string code, string message, int status = 400) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    public static AwsException Validation(string message) => new("ValidationError", message);
}
